DROP TABLE assignment;
DROP TABLE usage_summary;
DROP TABLE group_member;
