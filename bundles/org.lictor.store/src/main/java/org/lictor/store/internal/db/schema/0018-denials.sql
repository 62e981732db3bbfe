-- Who was refused licences, see docs/adr/0039. host_user, host and reason name entries of text_entry. times: how many such
-- denials one piece of evidence told of.
CREATE TABLE denial (
	id BIGINT NOT NULL PRIMARY KEY,
	server_id BIGINT NOT NULL,
	origin SMALLINT NOT NULL,
	product_id INTEGER NOT NULL,
	denied_at BIGINT NOT NULL,
	host_user INTEGER NOT NULL,
	host INTEGER NOT NULL,
	licences BIGINT,
	reason INTEGER NOT NULL,
	times BIGINT NOT NULL,
	evidence_id BIGINT NOT NULL
);

CREATE INDEX denial_unit ON denial (server_id, origin, denied_at);
CREATE INDEX denial_moment ON denial (denied_at);
