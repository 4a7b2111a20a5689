-- Messages that travel another way than by AS2: as2_from and as2_to hold the names of the partners then.
ALTER TABLE message ADD COLUMN transport VARCHAR(8) DEFAULT 'as2' NOT NULL;
