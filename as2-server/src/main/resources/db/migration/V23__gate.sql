-- What was found in messages before they were sent, and who sent a stopped one anyway.

CREATE TABLE inspection (
  message     VARCHAR(26) NOT NULL PRIMARY KEY,
  stopped     BOOLEAN     NOT NULL,
  approved_by VARCHAR,
  approved_at TIMESTAMP(6) WITH TIME ZONE,
  reason      VARCHAR
);

CREATE TABLE finding (
  message  VARCHAR(26) NOT NULL,
  position INTEGER     NOT NULL,
  rule     VARCHAR(64) NOT NULL,
  severity VARCHAR(16) NOT NULL,
  file     INTEGER     NOT NULL,
  line     BIGINT,
  field    INTEGER,
  found    VARCHAR     NOT NULL,
  expected VARCHAR     NOT NULL,
  remedy   VARCHAR     NOT NULL,
  PRIMARY KEY (message, position)
);
