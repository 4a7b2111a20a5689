-- Why, as a code beside the words. NULL where nothing failed, and in rows of older versions.

ALTER TABLE message ADD COLUMN reason VARCHAR(64);
ALTER TABLE event ADD COLUMN reason VARCHAR(64);
