-- A rule for all kinds of alerts covers the new ones too.
UPDATE alert_rule SET kinds = CONCAT(kinds, ',token,unknown-sender') WHERE kinds =
  'not-accepting,disk,failed,refused,blocked,mdn-overdue,queue-stuck,not-delivered,on-hold,registry,incomplete,certificate,certificate-offer,unproven-receipt,replayed,attack,expected-file,expected-answer,silent';

-- A time that belongs to an alert, for whoever shows it in the zone of its reader.
ALTER TABLE alert ADD COLUMN moment VARCHAR(32);
ALTER TABLE alert ADD COLUMN moment_at TIMESTAMP(6) WITH TIME ZONE;
