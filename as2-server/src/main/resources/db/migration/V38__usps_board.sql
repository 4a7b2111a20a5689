-- What the board of the USPS desk asks for: files of a mailer, and files whose answer or scan is late.
CREATE INDEX usps_file_mid_state ON usps_file (mid, state, id);
CREATE INDEX usps_file_unconfirmed ON usps_file (partnership, state, received_at);
CREATE INDEX usps_file_not_scanned ON usps_file (partnership, state, scanned, mailing_date);
