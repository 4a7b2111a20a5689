-- Messages that are sent another way in place of one that did not get through, and what became of the first one after all.
CREATE TABLE other_way (
  message    VARCHAR(26) NOT NULL PRIMARY KEY, -- sent on the alternative partnership
  original   VARCHAR(26) NOT NULL,             -- in place of this one
  automatic  BOOLEAN     NOT NULL,             -- by gw.fallback_automatic, without a person
  sent_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL, -- when that was decided
  look_at    TIMESTAMP(6) WITH TIME ZONE,      -- when the server of the first way is asked next; null: never
  arrived_at TIMESTAMP(6) WITH TIME ZONE,      -- when it was known that the first one has arrived; null: it is not
  proof      VARCHAR(16),                      -- what proves that
  detail     VARCHAR,
  stopped    BOOLEAN     NOT NULL,             -- the alternative was ended in time and did not go out
  told_at    TIMESTAMP(6) WITH TIME ZONE,      -- when somebody told the partner that the files came twice
  told_by    VARCHAR,
  told_note  VARCHAR
);
CREATE INDEX other_way_original ON other_way (original);
CREATE INDEX other_way_sent ON other_way (sent_at);

-- A rule for all kinds of alerts covers the new ones too.
UPDATE alert_rule SET kinds = CONCAT(kinds, ',fallback-offered,fallback-used,delivered-twice') WHERE kinds LIKE
  'not-accepting,disk,failed,refused,blocked,mdn-overdue,queue-stuck,not-delivered,on-hold,registry,incomplete,certificate,certificate-offer,unproven-receipt,replayed,attack,expected-file,expected-answer,silent,token,unknown-sender,usps-rejected,usps-unconfirmed,usps-not-scanned,pdx-sign-in,pdx-unused,pdx-answer,sftp-host-key,sftp-unreachable%';
