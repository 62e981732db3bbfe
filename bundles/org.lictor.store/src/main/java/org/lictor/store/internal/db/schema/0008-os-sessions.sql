-- The session of the operating system that a session ran in; names an entry of text_entry, 0 when it is not known.
ALTER TABLE usage_session ADD COLUMN os_session INTEGER DEFAULT 0 NOT NULL;
