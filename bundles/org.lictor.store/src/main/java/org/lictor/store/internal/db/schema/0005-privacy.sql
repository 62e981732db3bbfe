-- What the agents of a group tell of people: CLEAR, PSEUDONYM or COUNTS.
ALTER TABLE agent_group ADD COLUMN privacy VARCHAR(20) DEFAULT 'CLEAR' NOT NULL;
