-- Files that PDX offers: each id is taken once. Values of PDX are kept as they came.
CREATE TABLE pdx_file (
  site        VARCHAR(300) NOT NULL,          -- server and environment
  id          VARCHAR(64)  NOT NULL,
  partnership VARCHAR      NOT NULL,
  filename    VARCHAR      NOT NULL,
  created     VARCHAR      NOT NULL,
  downloaded  VARCHAR      NOT NULL,          -- downloadTime when we saw it first; empty if nobody had it by then
  size        VARCHAR      NOT NULL,
  entry       VARCHAR      NOT NULL,          -- the entry of the list, cut
  seen_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  state       VARCHAR(16)  NOT NULL,          -- waiting, taken, elsewhere, refused
  tries       INTEGER      NOT NULL,
  due_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  note        VARCHAR      NOT NULL,          -- why it was not taken yet, or what does not fit
  message     VARCHAR(26),                    -- the message that it became
  PRIMARY KEY (site, id)
);
CREATE INDEX pdx_file_due ON pdx_file (partnership, state, due_at);
