-- Pieces of messages that are looked at, or passed the check and are not entered in usps_piece yet: each row is a sorted run of
-- PieceKey.hash(), eight bytes each. A message without pieces has an empty row.
CREATE TABLE usps_claim (
  message VARCHAR(26) NOT NULL,
  part    INTEGER     NOT NULL,
  efn     VARCHAR(34) NOT NULL,
  least   BIGINT      NOT NULL,
  most    BIGINT      NOT NULL,
  hashes  ${octets}   NOT NULL,
  PRIMARY KEY (message, part)
);
-- Pieces that were entered although another file has them: what was scanned before is to be looked up for the later file too.
CREATE TABLE usps_piece_again (
  piece BIGINT NOT NULL PRIMARY KEY           -- PieceKey.hash()
);
