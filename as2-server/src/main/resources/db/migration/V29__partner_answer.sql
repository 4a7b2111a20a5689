-- The beginning of the newest HTTP answers to a message of ours that were no receipt. No part of the evidence chain.

CREATE TABLE partner_answer (
  id         ${identity} PRIMARY KEY,
  message    VARCHAR(26) NOT NULL,
  at         TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  attempt    INTEGER     NOT NULL,
  head       VARCHAR     NOT NULL, -- status line and headers, credentials hidden
  body       ${octets}   NOT NULL, -- its first octets
  body_bytes BIGINT                -- of the whole body; null if its end was not seen
);
CREATE INDEX partner_answer_message ON partner_answer (message);
