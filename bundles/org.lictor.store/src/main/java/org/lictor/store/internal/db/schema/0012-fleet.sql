-- By what the machine of an agent is known again: marks, joined by blanks. The agent whose identity this one had until the
-- two were parted. Whether the agent said that it was stopped, and nothing after it.
ALTER TABLE agent ADD COLUMN machine VARCHAR(32000) DEFAULT '' NOT NULL;
ALTER TABLE agent ADD COLUMN parted_from BIGINT;
ALTER TABLE agent ADD COLUMN stopped BOOLEAN DEFAULT FALSE NOT NULL;
