-- What a file of a message is called on the server of the partner: decided once.
CREATE TABLE sftp_name (
    message VARCHAR(64) NOT NULL,
    payload_index INTEGER NOT NULL,
    path VARCHAR(1000) NOT NULL,
    PRIMARY KEY (message, payload_index)
);
