-- What came, as it came. Times are epoch milliseconds in UTC.

-- origin: 1 POLL, 2 FILE. The bytes are in the folder "evidence", named by their SHA-256.
CREATE TABLE source_evidence (
	id BIGINT NOT NULL PRIMARY KEY,
	server_id BIGINT NOT NULL,
	origin SMALLINT NOT NULL,
	evidence_name VARCHAR(32000) NOT NULL,
	sha256 VARCHAR(64) NOT NULL,
	byte_count BIGINT NOT NULL,
	first_observed BIGINT NOT NULL,
	last_observed BIGINT NOT NULL,
	broken BOOLEAN NOT NULL,
	received_at BIGINT NOT NULL,
	parser_version VARCHAR(32000) NOT NULL,
	outcome VARCHAR(32000) NOT NULL
);

CREATE INDEX source_evidence_order ON source_evidence (server_id, origin, first_observed, id);
CREATE INDEX source_evidence_bytes ON source_evidence (sha256);

-- The latest evidence of each name that polls of a server brought.
CREATE TABLE poll_head (
	evidence_id BIGINT NOT NULL PRIMARY KEY,
	server_id BIGINT NOT NULL
);

CREATE INDEX poll_head_server ON poll_head (server_id);

-- Bytes that nothing refers to any more; their files are deleted after the commit, at the latest when the folder is
-- opened again.
CREATE TABLE doomed_bytes (
	sha256 VARCHAR(64) NOT NULL PRIMARY KEY
);

-- contiguous: all events up to this number are known or given up. highest: the greatest number that is known.
CREATE TABLE agent_run (
	id BIGINT NOT NULL PRIMARY KEY,
	agent_id BIGINT NOT NULL,
	run VARCHAR(100) NOT NULL,
	contiguous BIGINT NOT NULL,
	highest BIGINT NOT NULL,
	UNIQUE (agent_id, run)
);

-- A row is one event; or, with a greater last_number, the first and the last of heartbeats that follow each other and
-- say the same.
CREATE TABLE agent_event (
	id BIGINT NOT NULL PRIMARY KEY,
	agent_id BIGINT NOT NULL,
	run_id BIGINT NOT NULL REFERENCES agent_run (id),
	first_number BIGINT NOT NULL,
	last_number BIGINT NOT NULL,
	kind VARCHAR(40) NOT NULL,
	heartbeat BOOLEAN NOT NULL,
	first_at BIGINT NOT NULL,
	first_monotonic BIGINT NOT NULL,
	first_offset BIGINT,
	first_corrected BIGINT NOT NULL,
	first_received BIGINT NOT NULL,
	last_at BIGINT NOT NULL,
	last_monotonic BIGINT NOT NULL,
	last_offset BIGINT,
	last_corrected BIGINT NOT NULL,
	last_received BIGINT NOT NULL,
	detail VARCHAR(32000) NOT NULL,
	UNIQUE (run_id, first_number),
	UNIQUE (run_id, last_number)
);

CREATE INDEX agent_event_order ON agent_event (agent_id, id);

-- The sessions an event is about. A session's key is a UUID, in two halves.
CREATE TABLE agent_event_session (
	event_id BIGINT NOT NULL,
	ordinal INTEGER NOT NULL,
	agent_id BIGINT NOT NULL,
	key_high BIGINT NOT NULL,
	key_low BIGINT NOT NULL,
	PRIMARY KEY (event_id, ordinal)
);

CREATE INDEX agent_event_session_key ON agent_event_session (agent_id, key_high, key_low, event_id);
