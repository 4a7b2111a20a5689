-- A password that an administrator has set lasts until the next sign-in, if so; and the time zone that a user reads times in.

ALTER TABLE admin_user ADD COLUMN must_change BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE admin_user ADD COLUMN zone VARCHAR(64); -- null for that of the browser
