-- Whether the agents of a group tell if somebody uses keyboard and mouse.
ALTER TABLE agent_group ADD COLUMN tells_idle BOOLEAN DEFAULT FALSE NOT NULL;

-- For how long keyboard and mouse were idle and were used, in milliseconds; and how it is since when, in epoch
-- milliseconds. input_state: 0 not known, 1 used, 2 idle.
ALTER TABLE usage_session ADD COLUMN input_idle BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE usage_session ADD COLUMN input_used BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE usage_session ADD COLUMN input_state SMALLINT DEFAULT 0 NOT NULL;
ALTER TABLE usage_session ADD COLUMN input_since BIGINT DEFAULT 0 NOT NULL;
