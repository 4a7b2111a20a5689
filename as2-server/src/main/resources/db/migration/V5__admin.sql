-- Who may use the admin port, what they did, and what its charts show.

CREATE TABLE admin_user (
  name            VARCHAR(64)  NOT NULL PRIMARY KEY,
  role            VARCHAR(16)  NOT NULL,
  enabled         BOOLEAN      NOT NULL,
  password        VARCHAR(255) NOT NULL, -- Argon2id, as a PHC string
  created_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  last_sign_in_at TIMESTAMP(6) WITH TIME ZONE
);

CREATE TABLE admin_session (
  digest     VARCHAR(64)  NOT NULL PRIMARY KEY, -- SHA-256 of what the cookie holds
  user_name  VARCHAR(64)  NOT NULL,
  csrf       VARCHAR(64)  NOT NULL,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  seen_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  address    VARCHAR(64)  NOT NULL,
  notice     VARCHAR(2000) -- shown once, on the next page
);
CREATE INDEX admin_session_user ON admin_session (user_name);

CREATE TABLE admin_token (
  id           VARCHAR(16)  NOT NULL PRIMARY KEY,
  digest       VARCHAR(64)  NOT NULL UNIQUE, -- SHA-256 of the token
  name         VARCHAR(64)  NOT NULL,
  role         VARCHAR(16)  NOT NULL,
  created_by   VARCHAR(64)  NOT NULL,
  created_at   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  expires_at   TIMESTAMP(6) WITH TIME ZONE,
  last_used_at TIMESTAMP(6) WITH TIME ZONE
);

CREATE TABLE sign_in_failure (
  subject  VARCHAR(200) NOT NULL PRIMARY KEY, -- an account or an address
  failures INTEGER      NOT NULL,
  last_at  TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- Only ever added to; each row's hash covers the row before it.
CREATE TABLE audit_entry (
  number      BIGINT       NOT NULL PRIMARY KEY,
  at          TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  who         VARCHAR      NOT NULL,
  address     VARCHAR      NOT NULL,
  action      VARCHAR(32)  NOT NULL,
  subject     VARCHAR      NOT NULL,
  before_text VARCHAR,
  after_text  VARCHAR,
  hash        VARCHAR(64)  NOT NULL
);
CREATE INDEX audit_entry_subject ON audit_entry (subject, number);
CREATE INDEX audit_entry_who ON audit_entry (who, number);

-- Messages and octets of each ten minutes that are over, so that charts need not walk over all messages.
CREATE TABLE traffic (
  start_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  partnership VARCHAR      NOT NULL,
  direction   VARCHAR(3)   NOT NULL,
  messages    INTEGER      NOT NULL,
  octets      BIGINT       NOT NULL,
  PRIMARY KEY (start_at, partnership, direction)
);
CREATE TABLE traffic_mark (
  name     VARCHAR(16) NOT NULL PRIMARY KEY,
  until_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
