-- Confirmation and error files of USPS, profiles that read them, and corrections that are being made.

-- Files of the USPS desk that no message carries: uploaded answers, corrections.
CREATE TABLE usps_content (
  id     VARCHAR(26) NOT NULL,
  part   INTEGER     NOT NULL,
  octets ${octets}   NOT NULL,
  PRIMARY KEY (id, part)
);

-- Every revision of every profile; the last one of an id counts.
CREATE TABLE usps_profile (
  id         VARCHAR(26)  NOT NULL,
  revision   INTEGER      NOT NULL,
  name       VARCHAR(100) NOT NULL,
  definition VARCHAR      NOT NULL,
  removed    BOOLEAN      NOT NULL,
  changed_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  actor      VARCHAR      NOT NULL,
  PRIMARY KEY (id, revision)
);

CREATE TABLE usps_answer_file (
  id          ${identity} PRIMARY KEY,
  came_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  filename    VARCHAR      NOT NULL,
  partnership VARCHAR      NOT NULL,          -- empty: uploaded
  message     VARCHAR(26),                    -- the message that brought it,
  payload     INTEGER,                        -- and which of its files, from 0
  content     VARCHAR(26),                    -- in usps_content, if a user uploaded it
  bytes       BIGINT       NOT NULL,
  kind        VARCHAR(16)  NOT NULL,          -- text, pdf, zip, gzip, utf16, binary, empty
  state       VARCHAR(16)  NOT NULL,          -- read, waiting, aside, closed
  due         BOOLEAN      NOT NULL,          -- to be read, or read again
  profile     VARCHAR(26),                    -- that read it
  lines       BIGINT       NOT NULL,
  rejected    BIGINT       NOT NULL,          -- pieces
  strangers   BIGINT       NOT NULL,          -- rejected pieces of no known file
  warnings    BIGINT       NOT NULL,
  unclear     BIGINT       NOT NULL,          -- lines that nobody has explained
  note        VARCHAR      NOT NULL,          -- why it waits, or what the user said who closed it
  actor       VARCHAR,                        -- the user who uploaded or closed it
  UNIQUE (message, payload)
);
CREATE INDEX usps_answer_file_state ON usps_answer_file (state, id);
CREATE INDEX usps_answer_file_due ON usps_answer_file (due, id);

-- What an answer says of a file.
CREATE TABLE usps_answer_efn (
  answer   BIGINT      NOT NULL,
  efn      VARCHAR(34) NOT NULL,
  verdict  VARCHAR(16) NOT NULL,              -- accepted, partly, rejected, mentioned
  rejected INTEGER     NOT NULL,              -- pieces
  warnings INTEGER     NOT NULL,
  line     BIGINT      NOT NULL,
  code     VARCHAR(64) NOT NULL,
  text     VARCHAR     NOT NULL,
  PRIMARY KEY (answer, efn)
);
CREATE INDEX usps_answer_efn_efn ON usps_answer_efn (efn, answer);
CREATE INDEX usps_piece_answer_answer ON usps_piece_answer (answer);

-- Corrections that were built.
CREATE TABLE usps_draft (
  id          VARCHAR(26)  NOT NULL PRIMARY KEY,
  efn         VARCHAR(34)  NOT NULL,
  made_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  actor       VARCHAR      NOT NULL,
  partnership VARCHAR      NOT NULL,
  filename    VARCHAR      NOT NULL,
  records     BIGINT       NOT NULL,
  pieces      BIGINT       NOT NULL,
  missing     INTEGER      NOT NULL,          -- chosen pieces that no kept file has
  bytes       BIGINT       NOT NULL,
  message     VARCHAR(26),                    -- that sent it
  sent_at     TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX usps_draft_efn ON usps_draft (efn, id);

-- Pieces, by their hash, whose rejection a correction answers.
CREATE TABLE usps_draft_piece (
  draft VARCHAR(26) NOT NULL,
  piece BIGINT      NOT NULL,
  PRIMARY KEY (draft, piece)
);
