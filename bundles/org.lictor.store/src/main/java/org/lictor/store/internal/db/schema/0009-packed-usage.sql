-- Days of usage, all that one team used on one day in one row: there are millions, and each cost an insert of its own before.
-- packed has its form in its first byte; facts and paid say how many there are, and how many have tokens. After this script
-- the rows of usage_day are packed into it, by the program; the next script drops them.
CREATE TABLE usage_pack (
	id BIGINT NOT NULL PRIMARY KEY,
	server_id BIGINT NOT NULL,
	origin SMALLINT NOT NULL,
	day_used BIGINT NOT NULL,
	team INTEGER NOT NULL,
	facts INTEGER NOT NULL,
	paid INTEGER NOT NULL,
	packed BLOB NOT NULL
);

CREATE UNIQUE INDEX usage_pack_place ON usage_pack (server_id, origin, day_used, team);
