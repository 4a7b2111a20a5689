-- Files of a mailer on a partnership, which may be none of many.
CREATE INDEX usps_file_mid_route ON usps_file (mid, partnership, state, id);
