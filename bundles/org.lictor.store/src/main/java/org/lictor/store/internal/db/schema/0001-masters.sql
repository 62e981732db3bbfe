-- What people and agents edit. Times are epoch milliseconds in UTC.

-- Numbers are given out in blocks and never twice.
CREATE TABLE id_block (
	block_name VARCHAR(40) NOT NULL PRIMARY KEY,
	next_id BIGINT NOT NULL
);

CREATE TABLE setting (
	setting_key VARCHAR(200) NOT NULL PRIMARY KEY,
	setting_value VARCHAR(32000) NOT NULL
);

CREATE TABLE server (
	id BIGINT NOT NULL PRIMARY KEY,
	server_name VARCHAR(200) NOT NULL UNIQUE,
	type_id VARCHAR(200) NOT NULL,
	enabled BOOLEAN NOT NULL,
	status_state VARCHAR(40) NOT NULL,
	status_detail VARCHAR(40) NOT NULL,
	status_message VARCHAR(32000) NOT NULL,
	last_success BIGINT,
	last_attempt BIGINT,
	created_at BIGINT NOT NULL
);

CREATE TABLE server_setting (
	server_id BIGINT NOT NULL REFERENCES server (id),
	setting_key VARCHAR(200) NOT NULL,
	setting_value VARCHAR(32000) NOT NULL,
	PRIMARY KEY (server_id, setting_key)
);

-- Ciphertexts in Base64.
CREATE TABLE server_secret (
	server_id BIGINT NOT NULL REFERENCES server (id),
	secret_key VARCHAR(200) NOT NULL,
	ciphertext VARCHAR(32000) NOT NULL,
	PRIMARY KEY (server_id, secret_key)
);

CREATE TABLE agent (
	id BIGINT NOT NULL PRIMARY KEY,
	installation VARCHAR(32000) NOT NULL,
	secret_hash VARCHAR(64) NOT NULL,
	host VARCHAR(32000) NOT NULL,
	platform VARCHAR(32000) NOT NULL,
	agent_version VARCHAR(32000) NOT NULL,
	enrolled_at BIGINT NOT NULL,
	last_heard BIGINT,
	clock_offset BIGINT,
	message VARCHAR(32000) NOT NULL,
	removed_at BIGINT
);

CREATE INDEX agent_secret ON agent (secret_hash);

CREATE TABLE agent_group (
	id BIGINT NOT NULL PRIMARY KEY,
	group_name VARCHAR(200) NOT NULL,
	auto_assign BOOLEAN NOT NULL,
	created_at BIGINT NOT NULL,
	removed_at BIGINT
);

CREATE TABLE membership (
	id BIGINT NOT NULL PRIMARY KEY,
	group_id BIGINT NOT NULL REFERENCES agent_group (id),
	agent_id BIGINT NOT NULL REFERENCES agent (id),
	valid_from BIGINT NOT NULL,
	valid_until BIGINT
);

CREATE TABLE group_assignment (
	id BIGINT NOT NULL PRIMARY KEY,
	group_id BIGINT NOT NULL REFERENCES agent_group (id),
	server_id BIGINT NOT NULL REFERENCES server (id),
	valid_from BIGINT NOT NULL,
	valid_until BIGINT
);

CREATE TABLE enrolment_token (
	token_hash VARCHAR(64) NOT NULL PRIMARY KEY,
	group_id BIGINT,
	created_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL
);

CREATE TABLE access_token (
	token_name VARCHAR(200) NOT NULL PRIMARY KEY,
	token_hash VARCHAR(64) NOT NULL UNIQUE,
	token_role VARCHAR(40) NOT NULL,
	created_at BIGINT NOT NULL,
	expires_at BIGINT
);

CREATE TABLE mapping (
	id BIGINT NOT NULL PRIMARY KEY,
	host_user VARCHAR(32000) NOT NULL,
	account VARCHAR(32000) NOT NULL,
	valid_from BIGINT,
	valid_until BIGINT
);

CREATE TABLE event_log (
	id BIGINT NOT NULL PRIMARY KEY,
	logged_at BIGINT NOT NULL,
	severity VARCHAR(20) NOT NULL,
	source VARCHAR(32000) NOT NULL,
	message VARCHAR(32000) NOT NULL
);

CREATE INDEX event_log_newest ON event_log (logged_at DESC, id DESC);
