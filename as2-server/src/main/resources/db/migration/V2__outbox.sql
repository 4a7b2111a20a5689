CREATE TABLE outbox (
  id         VARCHAR(26) NOT NULL,
  kind       VARCHAR(16) NOT NULL,
  lane       VARCHAR     NOT NULL,
  due_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  attempts   INTEGER     NOT NULL,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (id, kind)
);
CREATE INDEX outbox_due ON outbox (due_at);
CREATE INDEX outbox_lane_due ON outbox (lane, due_at, id);
CREATE INDEX outbox_lane_order ON outbox (lane, created_at, id);

CREATE TABLE held_lane (
  lane VARCHAR NOT NULL PRIMARY KEY
);
