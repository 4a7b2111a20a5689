-- Messages and octets of each day (UTC) that is over, for charts of weeks and months.

CREATE TABLE traffic_day (
  start_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  partnership VARCHAR      NOT NULL,
  direction   VARCHAR(3)   NOT NULL,
  messages    BIGINT       NOT NULL,
  octets      BIGINT       NOT NULL,
  PRIMARY KEY (start_at, partnership, direction)
);
