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
