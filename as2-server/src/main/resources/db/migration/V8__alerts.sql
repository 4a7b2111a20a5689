-- What needs a person, who is told of it, and what became of telling them.

CREATE TABLE alert_rule (
  id          VARCHAR(32)   NOT NULL PRIMARY KEY,
  name        VARCHAR(64)   NOT NULL,
  kinds       VARCHAR(1000) NOT NULL,
  partner     VARCHAR,                -- null for all
  channel     VARCHAR(16)   NOT NULL,
  target      VARCHAR(2000) NOT NULL,
  secret      VARCHAR(200),           -- signs what goes to a webhook
  quiet_from  VARCHAR(5),
  quiet_until VARCHAR(5),
  quiet_zone  VARCHAR(64),
  enabled     BOOLEAN       NOT NULL
);

CREATE TABLE alert (
  id              VARCHAR(32)   NOT NULL PRIMARY KEY,
  open_key        VARCHAR(1000) UNIQUE, -- one open alert of a key at most; null once closed
  alert_key       VARCHAR(1000) NOT NULL,
  kind            VARCHAR(32)   NOT NULL,
  urgent          BOOLEAN       NOT NULL,
  title           VARCHAR       NOT NULL,
  detail          VARCHAR       NOT NULL,
  link            VARCHAR       NOT NULL,
  mark            VARCHAR(32)   NOT NULL,
  partner         VARCHAR,
  opened_at       TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  closed_at       TIMESTAMP(6) WITH TIME ZONE,
  acknowledged_by VARCHAR(64),
  acknowledged_at TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX alert_closed ON alert (closed_at);

CREATE TABLE alert_delivery (
  alert    VARCHAR(32)   NOT NULL,
  rule     VARCHAR(32)   NOT NULL,
  state    VARCHAR(16)   NOT NULL,
  attempts INTEGER       NOT NULL,
  due_at   TIMESTAMP(6) WITH TIME ZONE,
  ended_at TIMESTAMP(6) WITH TIME ZONE,
  answer   VARCHAR(1000) NOT NULL, -- what the mail or web server said last
  PRIMARY KEY (alert, rule)
);
CREATE INDEX alert_delivery_state ON alert_delivery (state);
