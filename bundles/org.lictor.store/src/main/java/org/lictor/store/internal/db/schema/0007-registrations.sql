-- What the licensing helper of an agent's host answered last, and what it listed when it last listed anything. Times are
-- epoch milliseconds in UTC.

CREATE TABLE agent_helper (
	agent_id BIGINT NOT NULL PRIMARY KEY,
	outcome VARCHAR(40) NOT NULL,
	message VARCHAR(32000) NOT NULL,
	told_at BIGINT NOT NULL,
	listed_at BIGINT
);

-- methods: in which ways the licence could be obtained, parted by commas.
CREATE TABLE registered_product (
	agent_id BIGINT NOT NULL,
	ordinal INTEGER NOT NULL,
	feature VARCHAR(200) NOT NULL,
	product_key VARCHAR(200) NOT NULL,
	product_version VARCHAR(200) NOT NULL,
	selected_key VARCHAR(200) NOT NULL,
	selected_version VARCHAR(200) NOT NULL,
	method VARCHAR(40) NOT NULL,
	methods VARCHAR(200) NOT NULL,
	PRIMARY KEY (agent_id, ordinal)
);
