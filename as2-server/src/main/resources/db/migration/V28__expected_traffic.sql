-- Which files are expected and when, the holidays of the gateway, and keys of submissions that must not be repeated.

CREATE TABLE expected_rule (
  id              VARCHAR(32)  NOT NULL PRIMARY KEY,
  partner         VARCHAR      NOT NULL,
  kind            VARCHAR(16)  NOT NULL,
  direction       VARCHAR(3),            -- null for either
  file_glob       VARCHAR(200),
  answer_glob     VARCHAR(200),
  due_by          VARCHAR(5),
  within_minutes  INTEGER,
  silent_days     INTEGER,
  zone            VARCHAR(64)  NOT NULL,
  days            VARCHAR(64)  NOT NULL,
  except_holidays BOOLEAN      NOT NULL,
  since           TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  enabled         BOOLEAN      NOT NULL
);

CREATE TABLE holidays (
  only_row   SMALLINT NOT NULL PRIMARY KEY,
  us_federal BOOLEAN  NOT NULL,
  days       VARCHAR  NOT NULL -- a line for each: date, space, name
);

CREATE TABLE idempotency_key (
  digest  VARCHAR(64) NOT NULL PRIMARY KEY, -- SHA-256 of who sent it and the key
  at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  message VARCHAR(26)                       -- null while the submission runs, or if its outcome is unknown
);
CREATE INDEX idempotency_key_at ON idempotency_key (at);

-- A rule for all kinds of alerts covers the new ones too.
UPDATE alert_rule SET kinds = CONCAT(kinds, ',expected-file,expected-answer,silent') WHERE kinds =
  'not-accepting,disk,failed,refused,blocked,mdn-overdue,queue-stuck,not-delivered,on-hold,registry,incomplete,certificate,certificate-offer,unproven-receipt,replayed,attack';
