-- What issuers said about certificates of partners: the last answer, and the last attempt to get one.
CREATE TABLE certificate_revocation (
  fingerprint   VARCHAR(64)   NOT NULL PRIMARY KEY,
  state         VARCHAR(16)   NOT NULL,          -- good, revoked, unknown (no answer yet), not-checkable
  source        VARCHAR(2000) NOT NULL,          -- OCSP or CRL and the URL; empty without an answer
  this_update   TIMESTAMP(6) WITH TIME ZONE,
  next_update   TIMESTAMP(6) WITH TIME ZONE,
  reason        VARCHAR(64)   NOT NULL,          -- of the revocation; empty if none was given
  revoked_at    TIMESTAMP(6) WITH TIME ZONE,
  checked_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  problem       VARCHAR(2000) NOT NULL,          -- why the last attempt gave no answer; empty if it did
  failing_since TIMESTAMP(6) WITH TIME ZONE
);
