DROP TABLE former_session;

-- By half of the key: two sessions of a unit that have it in common are told apart by the other half, in their rows.
CREATE INDEX usage_session_key ON usage_session (unit, key_low);
