-- Which partners have been told of a certificate of ours, and who of them has confirmed.

CREATE TABLE certificate_handout (
  fingerprint  VARCHAR(64) NOT NULL,
  partner      VARCHAR     NOT NULL, -- name
  way          VARCHAR(16) NOT NULL, -- how they were told
  told_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  told_by      VARCHAR     NOT NULL,
  confirmed_at TIMESTAMP(6) WITH TIME ZONE,
  confirmed_by VARCHAR,              -- who noted it here
  PRIMARY KEY (fingerprint, partner)
);
