-- By what agents are found when one enrols: the beginning of the host's name in lower case, and the installation.
ALTER TABLE agent ADD COLUMN host_key VARCHAR(200) DEFAULT '' NOT NULL;

UPDATE agent SET host_key = LOWER(SUBSTR(host, 1, 64));

CREATE INDEX agent_host ON agent (host_key);

CREATE INDEX agent_installation ON agent (installation);
