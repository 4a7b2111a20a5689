-- Users for whom a sign-in provider (OpenID Connect) vouches: issuer and subject stay, names may change.

CREATE TABLE external_user (
  issuer    VARCHAR(500) NOT NULL,
  subject   VARCHAR(255) NOT NULL,
  user_name VARCHAR(64)  NOT NULL UNIQUE,
  PRIMARY KEY (issuer, subject)
);
