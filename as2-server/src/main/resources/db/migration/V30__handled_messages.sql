-- Failures that somebody has dealt with, which message is sent in place of which, and lists of messages that users keep.

CREATE TABLE handled_message (
  message    VARCHAR(26)  NOT NULL PRIMARY KEY,
  handled_by VARCHAR      NOT NULL,
  at         TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  note       VARCHAR      NOT NULL
);

CREATE TABLE resent_message (
  message  VARCHAR(26) NOT NULL PRIMARY KEY,
  original VARCHAR(26) NOT NULL -- the message that it repeats under another Message-ID
);
CREATE INDEX resent_message_original ON resent_message (original);

CREATE TABLE saved_view (
  user_name VARCHAR NOT NULL,
  name      VARCHAR NOT NULL,
  query     VARCHAR NOT NULL, -- what the list is asked for
  PRIMARY KEY (user_name, name)
);
