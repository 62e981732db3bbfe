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
