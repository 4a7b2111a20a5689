-- Refused messages whose sender proved nothing: within a budget, and outside the evidence chain.

CREATE TABLE refused_message (
  message     VARCHAR(26) NOT NULL PRIMARY KEY,
  partnership VARCHAR     NOT NULL,
  octets      BIGINT      NOT NULL -- what the record takes, about
);
CREATE INDEX refused_message_partnership ON refused_message (partnership, message);

CREATE TABLE refused_evidence (
  id      ${identity} PRIMARY KEY,
  message VARCHAR(26) NOT NULL,
  kind    VARCHAR(32) NOT NULL,
  part    INTEGER     NOT NULL,
  at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  content ${octets}   NOT NULL
);
CREATE INDEX refused_evidence_message ON refused_evidence (message);

-- How many records went before their time.
CREATE TABLE refused_dropped (
  partnership VARCHAR NOT NULL PRIMARY KEY,
  dropped     BIGINT  NOT NULL
);

-- Browsers that an account has signed in with before.
CREATE TABLE known_browser (
  digest     VARCHAR(64) NOT NULL PRIMARY KEY, -- SHA-256 of what the cookie holds
  user_name  VARCHAR(64) NOT NULL,
  used_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX known_browser_user ON known_browser (user_name, used_at);
