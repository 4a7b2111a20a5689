-- Pairs of AS2 ids that messages came for and that no partnership covers: a hundred at most.

CREATE TABLE unknown_sender (
  as2_from VARCHAR(128) NOT NULL,
  as2_to   VARCHAR(128) NOT NULL,
  source   VARCHAR(128) NOT NULL, -- address of the last attempt
  attempts BIGINT       NOT NULL,
  first_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  last_at  TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  ignored  BOOLEAN      NOT NULL,
  PRIMARY KEY (as2_from, as2_to)
);
