-- What monitors remember, and how far they are. Times are epoch milliseconds in UTC.

CREATE TABLE monitor_memory (
	server_id BIGINT NOT NULL,
	memory_key VARCHAR(200) NOT NULL,
	memory_value VARCHAR(32000) NOT NULL,
	PRIMARY KEY (server_id, memory_key)
);

-- kind: 1 quota, 2 task.
CREATE TABLE monitor_progress (
	server_id BIGINT NOT NULL,
	ordinal INTEGER NOT NULL,
	kind SMALLINT NOT NULL,
	name VARCHAR(32000) NOT NULL,
	task_state VARCHAR(40),
	used_count BIGINT,
	limit_count BIGINT,
	per_millis BIGINT,
	blocked_until BIGINT,
	told_at BIGINT NOT NULL,
	detail VARCHAR(32000) NOT NULL,
	PRIMARY KEY (server_id, ordinal)
);

-- Facts about people name an account by its number from now on, so that they need not change when more becomes known of it.
CREATE INDEX account_key_of_unit ON account (server_id, origin, account_key);

-- team names an entry of text_entry here and below; 0 when no team is told.
ALTER TABLE entitlement ADD COLUMN team INTEGER NOT NULL DEFAULT 0;

ALTER TABLE assignment ADD COLUMN account_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE assignment ADD COLUMN team INTEGER NOT NULL DEFAULT 0;
UPDATE assignment SET account_id = COALESCE((SELECT MAX(a.id) FROM account a WHERE a.server_id = assignment.server_id
	AND a.origin = assignment.origin AND a.account_key = assignment.account_key), 0);
DELETE FROM assignment WHERE account_id = 0;
ALTER TABLE assignment DROP COLUMN account_key;
CREATE INDEX assignment_account ON assignment (account_id);

ALTER TABLE usage_day ADD COLUMN account_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE usage_day ADD COLUMN team INTEGER NOT NULL DEFAULT 0;
UPDATE usage_day SET account_id = COALESCE((SELECT MAX(a.id) FROM account a WHERE a.server_id = usage_day.server_id
	AND a.origin = usage_day.origin AND a.account_key = usage_day.account_key), 0);
DELETE FROM usage_day WHERE account_id = 0;
ALTER TABLE usage_day DROP COLUMN account_key;
DROP INDEX usage_day_unit;
CREATE INDEX usage_day_of_unit ON usage_day (server_id, origin, day_used);

ALTER TABLE usage_summary ADD COLUMN account_id BIGINT NOT NULL DEFAULT 0;
UPDATE usage_summary SET account_id = COALESCE((SELECT MAX(a.id) FROM account a
	WHERE a.server_id = usage_summary.server_id AND a.origin = usage_summary.origin
	AND a.account_key = usage_summary.account_key), 0);
DELETE FROM usage_summary WHERE account_id = 0;
ALTER TABLE usage_summary DROP COLUMN account_key;
CREATE INDEX usage_summary_account ON usage_summary (account_id);

-- group_name and group_type name entries of text_entry.
CREATE TABLE group_member (
	id BIGINT NOT NULL PRIMARY KEY,
	server_id BIGINT NOT NULL,
	origin SMALLINT NOT NULL,
	account_id BIGINT NOT NULL,
	group_name INTEGER NOT NULL,
	group_type INTEGER NOT NULL,
	team INTEGER NOT NULL,
	valid_from BIGINT,
	valid_until BIGINT,
	evidence_id BIGINT NOT NULL
);

CREATE INDEX group_member_unit ON group_member (server_id, origin);
CREATE INDEX group_member_account ON group_member (account_id);

-- benefits: one a line.
CREATE TABLE vendor_team (
	id BIGINT NOT NULL PRIMARY KEY,
	server_id BIGINT NOT NULL,
	origin SMALLINT NOT NULL,
	vendor_id VARCHAR(32000) NOT NULL,
	team_name VARCHAR(32000) NOT NULL,
	benefits VARCHAR(32000) NOT NULL,
	evidence_id BIGINT NOT NULL
);

CREATE INDEX vendor_team_unit ON vendor_team (server_id, origin);

-- month_used: months since the year 0.
CREATE TABLE token_use (
	id BIGINT NOT NULL PRIMARY KEY,
	server_id BIGINT NOT NULL,
	origin SMALLINT NOT NULL,
	contract VARCHAR(32000) NOT NULL,
	month_used BIGINT NOT NULL,
	category VARCHAR(32000) NOT NULL,
	tokens VARCHAR(200) NOT NULL,
	users BIGINT,
	evidence_id BIGINT NOT NULL
);

CREATE INDEX token_use_unit ON token_use (server_id, origin);

CREATE TABLE token_contract (
	id BIGINT NOT NULL PRIMARY KEY,
	server_id BIGINT NOT NULL,
	origin SMALLINT NOT NULL,
	contract VARCHAR(32000) NOT NULL,
	contract_name VARCHAR(32000) NOT NULL,
	first_day BIGINT,
	last_day BIGINT,
	tokens VARCHAR(200),
	vendor_status VARCHAR(32000) NOT NULL,
	evidence_id BIGINT NOT NULL
);

CREATE INDEX token_contract_unit ON token_contract (server_id, origin);

-- What was told before, though no fact says so: an empty list of all assignments.
CREATE TABLE fold_mark (
	server_id BIGINT NOT NULL,
	origin SMALLINT NOT NULL,
	mark VARCHAR(32000) NOT NULL
);

CREATE INDEX fold_mark_unit ON fold_mark (server_id, origin);

-- The rules by which facts follow from evidence changed, so that they are derived again. Until then they stand as they were.
UPDATE source_evidence SET parser_version = 'before schema 4' WHERE parser_version <> '';
