-- The gateway that uses this schema, for the error of a second one. The lock itself is the server's: an advisory
-- lock of the session `backend` (docs/durability.md). One row; H2 has a lock file instead.

CREATE TABLE database_holder (
  only_row    SMALLINT      NOT NULL PRIMARY KEY,
  instance    VARCHAR(36)   NOT NULL, -- of one start
  host        VARCHAR(255)  NOT NULL,
  home        VARCHAR(4000) NOT NULL,
  process     BIGINT        NOT NULL,
  since       TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  backend     INTEGER       NOT NULL, -- process id of the server's end of the session
  is_released BOOLEAN       NOT NULL  -- whether it was closed in good order
);
