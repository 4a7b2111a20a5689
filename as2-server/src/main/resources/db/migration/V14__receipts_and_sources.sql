-- Receipts that were kept for an outbound message and changed nothing: how many, whatever was kept of them.

CREATE TABLE flagged_receipt (
  message     VARCHAR(26) NOT NULL PRIMARY KEY,
  partnership VARCHAR     NOT NULL,
  received    INTEGER     NOT NULL, -- all of them
  likely      INTEGER     NOT NULL, -- different ones that carry the MIC of the message
  unlikely    INTEGER     NOT NULL, -- different ones that do not
  unproven_at TIMESTAMP(6) WITH TIME ZONE -- the last that proved nothing; NULL if none did, or once a receipt was judged again
);
CREATE INDEX flagged_receipt_unproven ON flagged_receipt (unproven_at);

-- Outbound messages that have ended and whose file is still to go from the outbox to sent/ or failed/: written with the end, in one transaction.
CREATE TABLE unfiled_source (
  message     VARCHAR(26) NOT NULL PRIMARY KEY,
  partnership VARCHAR     NOT NULL,
  source_file VARCHAR     NOT NULL,
  status      VARCHAR(16) NOT NULL,
  ended_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX unfiled_source_name ON unfiled_source (partnership, source_file);
