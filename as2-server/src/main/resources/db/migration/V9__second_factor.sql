-- One-time codes (RFC 6238) of users who want them, and sign-ins that wait for one.

CREATE TABLE second_factor (
  user_name    VARCHAR(64) NOT NULL PRIMARY KEY,
  secret       VARCHAR(64) NOT NULL, -- Base32
  confirmed_at TIMESTAMP(6) WITH TIME ZONE, -- null until the first code was right
  last_step    BIGINT      NOT NULL -- no code of this time step or an earlier one counts any more
);

CREATE TABLE recovery_code (
  user_name VARCHAR(64) NOT NULL,
  digest    VARCHAR(64) NOT NULL, -- SHA-256
  PRIMARY KEY (user_name, digest)
);

CREATE TABLE sign_in_ticket (
  digest     VARCHAR(64) NOT NULL PRIMARY KEY, -- SHA-256 of what the form holds
  user_name  VARCHAR(64) NOT NULL,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
