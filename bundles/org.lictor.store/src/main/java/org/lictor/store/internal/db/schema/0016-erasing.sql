-- Files from which a person was erased, by their bytes as they came: imported again, they would bring the person back.
CREATE TABLE refused_bytes (
	server_id BIGINT NOT NULL,
	sha256 VARCHAR(64) NOT NULL,
	PRIMARY KEY (server_id, sha256)
);
