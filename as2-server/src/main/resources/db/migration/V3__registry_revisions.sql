CREATE TABLE registry_revision (
  number BIGINT  NOT NULL PRIMARY KEY,
  at     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  author VARCHAR NOT NULL
);

-- Long texts are kept in parts, 0 is the first.
CREATE TABLE registry_text (
  revision BIGINT      NOT NULL,
  kind     VARCHAR(16) NOT NULL,
  part     INTEGER     NOT NULL,
  content  VARCHAR     NOT NULL,
  PRIMARY KEY (revision, kind, part)
);
