-- Messages without receipts that an answer from USPS proves to be accepted, until they say so themselves.
CREATE TABLE usps_proof (
  message VARCHAR(26) NOT NULL PRIMARY KEY,
  proof   VARCHAR     NOT NULL
);
