-- Companies' directories, and what was read of them. Times are epoch milliseconds in UTC. settings and secrets: a line each, name=value.
CREATE TABLE directory (
	id BIGINT NOT NULL PRIMARY KEY,
	directory_name VARCHAR(1000) NOT NULL,
	settings VARCHAR(32000) NOT NULL,
	secrets VARCHAR(32000) NOT NULL,
	domains VARCHAR(32000) NOT NULL,
	state VARCHAR(40) NOT NULL,
	detail VARCHAR(40) NOT NULL,
	message VARCHAR(32000) NOT NULL,
	last_success BIGINT,
	last_attempt BIGINT,
	revision BIGINT NOT NULL
);
CREATE UNIQUE INDEX directory_by_name ON directory (directory_name);

-- What an entry was from when until when, as readings of the directory found it. mails: a line each.
CREATE TABLE directory_entry (
	id BIGINT NOT NULL PRIMARY KEY,
	directory_id BIGINT NOT NULL,
	stable_id VARCHAR(200) NOT NULL,
	kind VARCHAR(20) NOT NULL,
	dn VARCHAR(4000) NOT NULL,
	user_name VARCHAR(4000) NOT NULL,
	principal VARCHAR(4000) NOT NULL,
	display_name VARCHAR(4000) NOT NULL,
	mails VARCHAR(32000) NOT NULL,
	department VARCHAR(4000) NOT NULL,
	disabled BOOLEAN NOT NULL,
	seen_from BIGINT NOT NULL,
	seen_until BIGINT
);
CREATE INDEX directory_entry_by_directory ON directory_entry (directory_id);

-- Who was directly in a group from when until when.
CREATE TABLE directory_member (
	id BIGINT NOT NULL PRIMARY KEY,
	directory_id BIGINT NOT NULL,
	group_id VARCHAR(200) NOT NULL,
	member_id VARCHAR(200) NOT NULL,
	seen_from BIGINT NOT NULL,
	seen_until BIGINT
);
CREATE INDEX directory_member_by_directory ON directory_member (directory_id);
