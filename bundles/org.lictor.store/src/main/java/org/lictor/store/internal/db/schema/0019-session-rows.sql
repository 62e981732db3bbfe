-- Sessions take less room. unit: four times the number of an agent or server, and 0 for events of an agent, 1 for checkouts,
-- 2 for a vendor's sessions, 3 for usage files. host, host_user and os_session name entries of text_entry. end_kind: 0 no end is
-- known, and end_at is the last moment at which it was known to go on; 1 exact; 2 last moment proven. Empty is what most sessions
-- have in common: licences when it is one; proven_at, the last moment at which it was known to go on, when that is end_at;
-- os_session when it is not known; the four of keyboard and mouse when nothing was told.
-- The rows are copied by the program after this script; the next one drops what they were copied from.
RENAME TABLE usage_session TO former_session;

-- Rows rarely grow, so little of each page is kept free for it, where Derby keeps a fifth. With less than the room of two rows it
-- would break rows in two when they are changed, though they do not grow.
CALL SYSCS_UTIL.SYSCS_SET_DATABASE_PROPERTY('derby.storage.pageReservedSpace', '4');

CREATE TABLE usage_session (
	id BIGINT NOT NULL PRIMARY KEY,
	unit INTEGER NOT NULL,
	key_high BIGINT NOT NULL,
	key_low BIGINT NOT NULL,
	server_id INTEGER NOT NULL,
	product_id INTEGER NOT NULL,
	host INTEGER NOT NULL,
	host_user INTEGER NOT NULL,
	licences BIGINT,
	start_at BIGINT NOT NULL,
	end_at BIGINT NOT NULL,
	end_kind SMALLINT NOT NULL,
	proven_at BIGINT,
	evidence_id BIGINT NOT NULL,
	os_session INTEGER,
	input_idle BIGINT,
	input_used BIGINT,
	input_state SMALLINT,
	input_since BIGINT
);

CALL SYSCS_UTIL.SYSCS_SET_DATABASE_PROPERTY('derby.storage.pageReservedSpace', NULL);

-- Which sessions have no end.
CREATE TABLE open_session (
	session_id BIGINT NOT NULL PRIMARY KEY
);

INSERT INTO open_session (session_id) SELECT id FROM former_session WHERE end_at = 9223372036854775807;
