-- What agents told about users' consent to usage files being read. Times are epoch milliseconds in UTC.

CREATE TABLE agent_consent (
	agent_id BIGINT NOT NULL,
	ordinal INTEGER NOT NULL,
	server_name VARCHAR(32000) NOT NULL,
	application VARCHAR(32000) NOT NULL,
	product VARCHAR(32000) NOT NULL,
	host_user VARCHAR(32000) NOT NULL,
	consent VARCHAR(40) NOT NULL,
	help VARCHAR(32000) NOT NULL,
	since_at BIGINT NOT NULL,
	PRIMARY KEY (agent_id, ordinal)
);
