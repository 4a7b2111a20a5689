-- How an accepted message is recognised when its content comes again. Kept as long as duplicate_key.

CREATE TABLE replay_key (
  digest  ${digest}   NOT NULL PRIMARY KEY, -- of an encrypted content key; or of a signature and the pair
  content ${digest}   NOT NULL, -- of the pair and the ciphertext; empty for a signature
  proven  BOOLEAN     NOT NULL, -- a signature or an authentication tag was verified
  message VARCHAR(26) NOT NULL
);

-- Messages that brought again what another one had brought, and were not delivered.
CREATE TABLE repeated_message (
  message   VARCHAR(26) NOT NULL PRIMARY KEY,
  repeat_of VARCHAR(26) NOT NULL
);
