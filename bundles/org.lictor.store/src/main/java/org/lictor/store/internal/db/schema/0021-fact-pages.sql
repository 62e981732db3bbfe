-- Who had what, what was summed up of it, and who was in which group, some hundred facts in one row: see docs/adr/0044. kind: 1
-- assignment, 2 usage_summary, 3 group_member. facts: how many there are; places: how many places were given out, also to facts that
-- went; packed has its form in its first byte. After this script the rows of these three tables are put onto pages, by the program; the
-- next script drops them.
CREATE TABLE fact_page (
	id BIGINT NOT NULL PRIMARY KEY,
	kind SMALLINT NOT NULL,
	server_id BIGINT NOT NULL,
	origin SMALLINT NOT NULL,
	facts INTEGER NOT NULL,
	places INTEGER NOT NULL,
	packed BLOB NOT NULL
);

CREATE INDEX fact_page_unit ON fact_page (server_id, origin, kind);
