-- Groups of users, hosts, servers or products by which reports are narrowed, and who or what is in them from when until when.
CREATE TABLE report_group (
	id BIGINT NOT NULL PRIMARY KEY,
	group_name VARCHAR(1000) NOT NULL,
	kind VARCHAR(20) NOT NULL
);
CREATE UNIQUE INDEX report_group_by_name ON report_group (group_name);
CREATE TABLE report_group_member (
	id BIGINT NOT NULL PRIMARY KEY,
	group_id BIGINT NOT NULL,
	member_name VARCHAR(32000) NOT NULL,
	valid_from BIGINT,
	valid_until BIGINT
);
CREATE INDEX report_group_member_by_group ON report_group_member (group_id);
