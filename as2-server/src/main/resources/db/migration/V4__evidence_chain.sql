-- What is to be chained next: written in the transaction of the evidence, taken by the sealer.
CREATE TABLE evidence_sealing (
  id    ${identity} PRIMARY KEY,
  lines VARCHAR NOT NULL
);

-- One chain for each node; a block holds a line for each piece of evidence (docs/evidence.md).
CREATE TABLE evidence_block (
  node     VARCHAR(16) NOT NULL,
  number   BIGINT      NOT NULL,
  at       VARCHAR(32) NOT NULL, -- as it is hashed
  previous VARCHAR(64) NOT NULL,
  lines    VARCHAR     NOT NULL,
  hash     VARCHAR(64) NOT NULL,
  PRIMARY KEY (node, number)
);

-- Signed: the blocks up to one of these may go without the rest losing its beginning.
CREATE TABLE evidence_checkpoint (
  node        VARCHAR(16) NOT NULL,
  number      BIGINT      NOT NULL,
  at          VARCHAR(32) NOT NULL,
  hash        VARCHAR(64) NOT NULL,
  signature   ${octets}   NOT NULL,
  certificate ${octets}   NOT NULL,
  PRIMARY KEY (node, number)
);

-- Evidence from before there was a chain: taken in at the first start.
CREATE TABLE evidence_before_chain (
  message VARCHAR(26) NOT NULL PRIMARY KEY
);
INSERT INTO evidence_before_chain (message) SELECT DISTINCT message FROM evidence;

-- How far retention has come: it follows the clock, but no jump of it.
CREATE TABLE retention_clock (
  at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
