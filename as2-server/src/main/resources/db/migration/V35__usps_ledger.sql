-- What is known of the files that go to USPS, by electronic file number (EFN), and of their pieces.

CREATE TABLE usps_file (
  id            ${identity} PRIMARY KEY,      -- fits into an INTEGER
  efn           VARCHAR(34) UNIQUE,           -- null once the number may be used for another file
  partnership   VARCHAR      NOT NULL,
  state         VARCHAR(16)  NOT NULL,
  mid           VARCHAR(9)   NOT NULL,        -- from here to records: the H1 of the message that was sent first
  header        VARCHAR      NOT NULL,        -- the whole line, each byte a character (ISO 8859-1)
  file_type     VARCHAR(16)  NOT NULL,
  mailing_date  VARCHAR(16)  NOT NULL,        -- as given, YYYYMMDD, local to the place of entry
  mailing_time  VARCHAR(16)  NOT NULL,        -- as given, HHMMSS
  facility_type VARCHAR(16)  NOT NULL,
  zip           VARCHAR(16)  NOT NULL,
  version       VARCHAR(16)  NOT NULL,
  transaction_id VARCHAR(16) NOT NULL,
  records       VARCHAR(16)  NOT NULL,
  pieces        INTEGER      NOT NULL,
  entered       INTEGER      NOT NULL,        -- rows in usps_piece
  accepted      INTEGER      NOT NULL,
  rejected      INTEGER      NOT NULL,
  scanned       INTEGER      NOT NULL,        -- pieces with any scan
  delivered     INTEGER      NOT NULL,
  returned      INTEGER      NOT NULL,
  exceptions    INTEGER      NOT NULL,
  created_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  sent_at       TIMESTAMP(6) WITH TIME ZONE,
  received_at   TIMESTAMP(6) WITH TIME ZONE,
  received_by   VARCHAR(16),                  -- mdn, answer, upload
  answered_at   TIMESTAMP(6) WITH TIME ZONE,
  answered_by   VARCHAR(64),                  -- a confirmation file, or the user who marked it
  first_scan    VARCHAR(12),                  -- YYYYMMDDHHMM, local to the facility
  last_scan     VARCHAR(12),
  changed_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL -- kept for 120 days from then
);
CREATE INDEX usps_file_state ON usps_file (state, id);
CREATE INDEX usps_file_partnership ON usps_file (partnership, id);
CREATE INDEX usps_file_mid ON usps_file (mid, id);
CREATE INDEX usps_file_changed ON usps_file (changed_at);

CREATE TABLE usps_file_message (
  message    VARCHAR(26) NOT NULL,
  payload    INTEGER     NOT NULL,            -- which file of the message, from 0
  line       BIGINT      NOT NULL,            -- of the H1
  file       INTEGER     NOT NULL,
  state      VARCHAR(16) NOT NULL,            -- blocked, queued, sent, received, unused
  correction BOOLEAN     NOT NULL,
  sha256     VARCHAR(64) NOT NULL,            -- of the whole file of the message
  pieces     INTEGER     NOT NULL,
  read_pieces INTEGER    NOT NULL,            -- how many of them are entered in usps_piece
  complete   BOOLEAN     NOT NULL,            -- nothing is left to enter
  PRIMARY KEY (message, payload, line)
);
CREATE INDEX usps_file_message_file ON usps_file_message (file);
CREATE INDEX usps_file_message_complete ON usps_file_message (complete, message);

-- PieceKey.hash() of each piece that was sent. One index serves all: pieces are found by their hash, and removed on a walk.
CREATE TABLE usps_piece (
  piece BIGINT  NOT NULL,
  file  INTEGER NOT NULL,
  PRIMARY KEY (piece, file)
);

-- What an answer says of pieces; only those that it names.
CREATE TABLE usps_piece_answer (
  id          ${identity} PRIMARY KEY,
  file        INTEGER      NOT NULL,
  piece       BIGINT       NOT NULL,
  number      VARCHAR(64)  NOT NULL,          -- as the answer has it
  severity    VARCHAR(16)  NOT NULL,
  code        VARCHAR(64)  NOT NULL,
  text        VARCHAR      NOT NULL,
  line        BIGINT       NOT NULL,
  answer      BIGINT,                         -- id of the answer file
  pending     BOOLEAN      NOT NULL,          -- it is rejected and nothing newer has settled it
  answered_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX usps_piece_answer_file ON usps_piece_answer (file, piece);

-- What happened to a file, oldest first: its states with their proofs, and what users did.
CREATE TABLE usps_step (
  id      ${identity} PRIMARY KEY,
  file    INTEGER     NOT NULL,
  at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  kind    VARCHAR(16) NOT NULL,
  message VARCHAR(26),
  actor   VARCHAR,                            -- null: the gateway
  detail  VARCHAR     NOT NULL
);
CREATE INDEX usps_step_file ON usps_step (file);

-- Messages that were submitted as corrections.
CREATE TABLE usps_correction (
  message VARCHAR(26) NOT NULL PRIMARY KEY
);

-- A rule for all kinds of alerts covers the new ones too.
UPDATE alert_rule SET kinds = CONCAT(kinds, ',usps-rejected,usps-unconfirmed,usps-not-scanned') WHERE kinds =
  'not-accepting,disk,failed,refused,blocked,mdn-overdue,queue-stuck,not-delivered,on-hold,registry,incomplete,certificate,certificate-offer,unproven-receipt,replayed,attack,expected-file,expected-answer,silent,token,unknown-sender';
