-- What was derived from the evidence; all of it can be derived again. Times are epoch milliseconds in UTC, days are epoch
-- days. origin of vendors' facts: 1 POLL, 2 FILE.

CREATE TABLE text_entry (
	id INTEGER NOT NULL PRIMARY KEY,
	content VARCHAR(32000) NOT NULL
);

CREATE TABLE product (
	id INTEGER NOT NULL PRIMARY KEY,
	product_name VARCHAR(32000) NOT NULL,
	product_version VARCHAR(32000) NOT NULL,
	licence_type VARCHAR(40) NOT NULL,
	feature VARCHAR(32000) NOT NULL
);

CREATE TABLE entitlement (
	id BIGINT NOT NULL PRIMARY KEY,
	server_id BIGINT NOT NULL,
	origin SMALLINT NOT NULL,
	product_id INTEGER NOT NULL,
	reference VARCHAR(32000) NOT NULL,
	contract VARCHAR(32000) NOT NULL,
	seats BIGINT NOT NULL,
	first_day BIGINT,
	last_day BIGINT,
	vendor_status VARCHAR(32000) NOT NULL,
	active BOOLEAN NOT NULL,
	stands_from BIGINT NOT NULL,
	stands_until BIGINT,
	evidence_id BIGINT NOT NULL
);

CREATE INDEX entitlement_unit ON entitlement (server_id, origin);

-- account_key names an entry of text_entry here and below.
CREATE TABLE account (
	id BIGINT NOT NULL PRIMARY KEY,
	server_id BIGINT NOT NULL,
	origin SMALLINT NOT NULL,
	account_key INTEGER NOT NULL,
	vendor_id VARCHAR(32000) NOT NULL,
	hashed_id VARCHAR(32000) NOT NULL,
	email VARCHAR(32000) NOT NULL,
	first_name VARCHAR(32000) NOT NULL,
	last_name VARCHAR(32000) NOT NULL,
	vendor_role VARCHAR(32000) NOT NULL,
	vendor_status VARCHAR(32000) NOT NULL,
	evidence_id BIGINT NOT NULL
);

CREATE INDEX account_unit ON account (server_id, origin);

CREATE TABLE assignment (
	id BIGINT NOT NULL PRIMARY KEY,
	server_id BIGINT NOT NULL,
	origin SMALLINT NOT NULL,
	account_key INTEGER NOT NULL,
	product_id INTEGER NOT NULL,
	valid_from BIGINT,
	valid_until BIGINT,
	evidence_id BIGINT NOT NULL
);

CREATE INDEX assignment_unit ON assignment (server_id, origin);

CREATE TABLE usage_day (
	id BIGINT NOT NULL PRIMARY KEY,
	server_id BIGINT NOT NULL,
	origin SMALLINT NOT NULL,
	account_key INTEGER NOT NULL,
	product_id INTEGER NOT NULL,
	day_used BIGINT NOT NULL,
	tokens VARCHAR(200),
	evidence_id BIGINT NOT NULL
);

CREATE INDEX usage_day_unit ON usage_day (server_id, origin);

CREATE TABLE usage_summary (
	id BIGINT NOT NULL PRIMARY KEY,
	server_id BIGINT NOT NULL,
	origin SMALLINT NOT NULL,
	account_key INTEGER NOT NULL,
	product_id INTEGER NOT NULL,
	days_used BIGINT,
	tokens VARCHAR(200),
	last_used BIGINT,
	observed_at BIGINT NOT NULL,
	evidence_id BIGINT NOT NULL
);

CREATE INDEX usage_summary_unit ON usage_summary (server_id, origin);

CREATE TABLE sample (
	id BIGINT NOT NULL PRIMARY KEY,
	server_id BIGINT NOT NULL,
	origin SMALLINT NOT NULL,
	product_id INTEGER NOT NULL,
	step_from BIGINT NOT NULL,
	step_until BIGINT,
	used_count BIGINT NOT NULL,
	total_count BIGINT,
	borrowed_count BIGINT,
	reserved_count BIGINT,
	queued_count BIGINT,
	evidence_id BIGINT NOT NULL
);

CREATE INDEX sample_unit ON sample (server_id, origin);

-- origin: 1 AGENT, unit_id is an agent; 2 CHECKOUT, unit_id is a server. host and host_user name entries of text_entry.
-- end_at is the greatest BIGINT while no end is known. end_kind: 0 none, 1 exact, 2 last moment proven.
CREATE TABLE usage_session (
	id BIGINT NOT NULL PRIMARY KEY,
	origin SMALLINT NOT NULL,
	unit_id BIGINT NOT NULL,
	key_high BIGINT NOT NULL,
	key_low BIGINT NOT NULL,
	server_id BIGINT NOT NULL,
	product_id INTEGER NOT NULL,
	host INTEGER NOT NULL,
	host_user INTEGER NOT NULL,
	licences BIGINT NOT NULL,
	start_at BIGINT NOT NULL,
	proven_at BIGINT NOT NULL,
	end_at BIGINT NOT NULL,
	end_kind SMALLINT NOT NULL,
	evidence_id BIGINT NOT NULL,
	UNIQUE (origin, unit_id, key_high, key_low)
);

CREATE INDEX usage_session_newest ON usage_session (start_at DESC, id DESC);
CREATE INDEX usage_session_end ON usage_session (end_at);
