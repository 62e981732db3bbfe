-- Which sessions changed after they had ended, or ended after they were known to go on, so that what was made of them in
-- columns is brought up to date. Of one that had ended, the month in which it had begun; -1 of others.
CREATE TABLE session_change (
	id BIGINT NOT NULL PRIMARY KEY,
	session_id BIGINT NOT NULL,
	month_before INTEGER NOT NULL
);
