-- Certificates that were offered by certificate exchange messages, and what became of each.

CREATE TABLE certificate_exchange (
  id          VARCHAR(64)  NOT NULL PRIMARY KEY,
  direction   VARCHAR(8)   NOT NULL, -- in: a partner offers; out: we offer
  partnership VARCHAR      NOT NULL, -- that the offer came or went by
  request_id  VARCHAR      NOT NULL, -- blank if the request has none
  issuer      VARCHAR      NOT NULL, -- as the request spells it
  serial      VARCHAR      NOT NULL,
  fingerprint VARCHAR(64)  NOT NULL,
  pem         VARCHAR      NOT NULL,
  uses        VARCHAR      NOT NULL, -- CertUsage words
  respond_by  TIMESTAMP(6) WITH TIME ZONE,
  status      VARCHAR(16)  NOT NULL,
  reason      VARCHAR,
  created_at  TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  decided_at  TIMESTAMP(6) WITH TIME ZONE
);

CREATE INDEX certificate_exchange_created ON certificate_exchange (created_at);
