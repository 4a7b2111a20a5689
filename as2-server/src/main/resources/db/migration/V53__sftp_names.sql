-- What a file of a message is called on the server of the partner: decided once.
CREATE TABLE sftp_name (
    message VARCHAR(64) NOT NULL,
    payload_index INTEGER NOT NULL,
    path VARCHAR(1000) NOT NULL,
    PRIMARY KEY (message, payload_index)
);

-- From which networks partners have signed in to our server: what strangers try does not keep them out.
CREATE TABLE sftp_sign_in (
    partner VARCHAR(255) NOT NULL,
    network VARCHAR(64) NOT NULL,
    signed_in_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (partner, network)
);
