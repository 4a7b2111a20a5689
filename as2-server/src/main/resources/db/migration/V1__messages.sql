-- Placeholders hold what H2 and PostgreSQL spell differently: octets, identity.
-- Times are kept to the microsecond. No foreign keys: retention removes payloads, evidence and messages at different times.

CREATE TABLE message (
  id              VARCHAR(26)  NOT NULL PRIMARY KEY,
  direction       VARCHAR(3)   NOT NULL,
  status          VARCHAR(16)  NOT NULL,
  partnership     VARCHAR      NOT NULL,
  as2_from        VARCHAR      NOT NULL,
  as2_to          VARCHAR      NOT NULL,
  message_id      VARCHAR      NOT NULL,
  bare_message_id VARCHAR      NOT NULL, -- without brackets
  subject         VARCHAR,
  signed          BOOLEAN      NOT NULL,
  encrypted       BOOLEAN      NOT NULL,
  compressed      BOOLEAN      NOT NULL,
  mic             VARCHAR,
  mic_algorithm   VARCHAR(16),
  disposition     VARCHAR,
  mdn             VARCHAR(16)  NOT NULL,
  error           VARCHAR,
  attempts        INTEGER      NOT NULL,
  created_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  updated_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  next_attempt_at TIMESTAMP(6) WITH TIME ZONE,
  source_file     VARCHAR
);
CREATE INDEX message_status ON message (status, id);
CREATE INDEX message_partnership ON message (partnership, id);
CREATE INDEX message_message_id ON message (bare_message_id, id);

-- Outbound messages that have not ended: few, so that counting and finding them stays cheap.
CREATE TABLE open_message (
  id          VARCHAR(26) NOT NULL PRIMARY KEY,
  partnership VARCHAR     NOT NULL,
  source_file VARCHAR
);
CREATE INDEX open_message_source ON open_message (partnership, source_file);

CREATE TABLE payload (
  message      VARCHAR(26) NOT NULL,
  position     INTEGER     NOT NULL,
  filename     VARCHAR     NOT NULL,
  content_type VARCHAR     NOT NULL,
  bytes        BIGINT      NOT NULL,
  sha256       VARCHAR(64) NOT NULL,
  inbox_name   VARCHAR,
  PRIMARY KEY (message, position)
);

CREATE TABLE event (
  id          ${identity} PRIMARY KEY,
  message     VARCHAR(26) NOT NULL,
  at          TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  kind        VARCHAR     NOT NULL,
  http_status INTEGER,
  detail      VARCHAR     NOT NULL
);
CREATE INDEX event_message ON event (message);

CREATE TABLE evidence (
  id      ${identity} PRIMARY KEY,
  message VARCHAR(26) NOT NULL,
  kind    VARCHAR(32) NOT NULL,
  part    INTEGER     NOT NULL, -- long evidence is kept in parts, 0 is the first
  at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  content ${octets}   NOT NULL
);
CREATE INDEX evidence_message ON evidence (message);

-- Kept for ever, longer than the messages: no more than a digest of AS2-From, AS2-To and Message-ID without brackets.
CREATE TABLE duplicate_key (
  digest  ${digest}   NOT NULL PRIMARY KEY,
  message VARCHAR(26) NOT NULL
);
