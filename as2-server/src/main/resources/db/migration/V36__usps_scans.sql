-- Files that came in for the USPS desk and wait to be read.
CREATE TABLE usps_intake (
  message VARCHAR(26) NOT NULL,
  payload INTEGER     NOT NULL,               -- which file of the message, from 0
  tries   INTEGER     NOT NULL,
  due_at  TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (message, payload)
);

-- Extracts that were read, or are being read.
CREATE TABLE usps_scan_file (
  id         ${identity} PRIMARY KEY,         -- fits into an INTEGER
  message    VARCHAR(26),                     -- null: a user uploaded it
  payload    INTEGER      NOT NULL,
  name       VARCHAR      NOT NULL,
  entered_by VARCHAR,                         -- the user; null: it came in
  entered_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  version    VARCHAR(16)  NOT NULL,           -- unknown until an event was read
  lines      BIGINT       NOT NULL,           -- how far it was read
  events     BIGINT       NOT NULL,
  added      BIGINT       NOT NULL,           -- events that were not known before
  unreadable BIGINT       NOT NULL,
  problems   VARCHAR      NOT NULL,           -- the first lines that could not be read
  complete   BOOLEAN      NOT NULL,
  UNIQUE (message, payload)
);

-- Events of pieces; the same event of two extracts is there once.
CREATE TABLE usps_scan (
  piece        BIGINT      NOT NULL,          -- PieceKey.hash()
  event        BIGINT      NOT NULL,          -- hash of code, date, time and facility
  source       INTEGER     NOT NULL,          -- the extract that had it first
  line         BIGINT      NOT NULL,
  code         VARCHAR(8)  NOT NULL,
  detail       VARCHAR     NOT NULL,          -- number, EFN, name, date, time, facility ZIP and name, reference, recipient, rest; X'1F' ends each
  PRIMARY KEY (piece, event)
);
CREATE INDEX usps_scan_source ON usps_scan (source, line);

-- What became of the pieces that were manifested and have events.
CREATE TABLE usps_scanned (
  file       INTEGER  NOT NULL,
  piece      BIGINT   NOT NULL,
  kinds      SMALLINT NOT NULL,               -- bits: 1 scanned, 2 delivered, 4 returned, 8 exception
  first_scan BIGINT   NOT NULL,               -- YYYYMMDDHHMM; 0: none
  last_scan  BIGINT   NOT NULL,
  PRIMARY KEY (file, piece)
);

-- Pieces with events that no manifest had when the event came.
CREATE TABLE usps_unmanifested (
  piece  BIGINT      NOT NULL PRIMARY KEY,
  efn    VARCHAR(34) NOT NULL,
  number VARCHAR(34) NOT NULL,
  scanned BOOLEAN    NOT NULL,                -- false: all its events are of a manifest
  source INTEGER     NOT NULL
);
CREATE INDEX usps_unmanifested_efn ON usps_unmanifested (efn, piece);

-- Files whose counts have to be taken anew.
CREATE TABLE usps_recount (
  file INTEGER NOT NULL PRIMARY KEY
);
