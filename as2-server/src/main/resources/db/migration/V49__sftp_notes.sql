-- A note of an upload counts for the place, name and content that it was made for. Empty: collected from our server.
ALTER TABLE sftp_upload ADD COLUMN target VARCHAR(64) DEFAULT '' NOT NULL;
-- Whether the server has confirmed the rename, or the partner has collected the file.
ALTER TABLE sftp_upload ADD COLUMN is_confirmed BOOLEAN DEFAULT TRUE NOT NULL;
