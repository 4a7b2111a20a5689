-- Uploads to PDX: complete_at says that PDX may have the file, sent_at that it answered so.
CREATE TABLE pdx_upload (
  message     VARCHAR(26)  NOT NULL PRIMARY KEY,
  site        VARCHAR(300) NOT NULL,
  filename    VARCHAR      NOT NULL,
  complete_at TIMESTAMP(6) WITH TIME ZONE,
  sent_at     TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX pdx_upload_filename ON pdx_upload (site, filename);

-- Users of PDX: when they were used last, and what went wrong.
CREATE TABLE pdx_account (
  account       VARCHAR(500) NOT NULL PRIMARY KEY, -- user, server and environment
  since         TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  used_at       TIMESTAMP(6) WITH TIME ZONE,       -- the last call that PDX answered as expected
  listed_at     TIMESTAMP(6) WITH TIME ZONE,       -- the last list, whatever came of it
  failed_at     TIMESTAMP(6) WITH TIME ZONE,       -- the last call, if it failed
  failure       VARCHAR(32)  NOT NULL,             -- its kind; empty if it did not fail
  text          VARCHAR      NOT NULL,             -- the same for people
  login_version VARCHAR(200) NOT NULL              -- of the file that was refused; empty if none was
);

-- A rule for all kinds of alerts covers the new ones too, whatever other kinds came before them.
UPDATE alert_rule SET kinds = CONCAT(kinds, ',pdx-sign-in,pdx-unused,pdx-answer') WHERE kinds LIKE
  'not-accepting,disk,failed,refused,blocked,mdn-overdue,queue-stuck,not-delivered,on-hold,registry,incomplete,certificate,certificate-offer,unproven-receipt,replayed,attack,expected-file,expected-answer,silent,token,unknown-sender,usps-rejected,usps-unconfirmed,usps-not-scanned%';
