-- How far each follower of the events has come. Events are read by their key.

CREATE TABLE feed_cursor (
  follower VARCHAR(64) NOT NULL PRIMARY KEY,
  position BIGINT      NOT NULL
);
