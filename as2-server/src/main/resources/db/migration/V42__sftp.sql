-- SFTP has no receipts, so what must not happen twice is remembered here.

-- Files that were received: from a folder that is polled, or by an upload to our server.
CREATE TABLE sftp_taken (
    partnership VARCHAR(255) NOT NULL,
    file_key VARCHAR(64) NOT NULL,
    message VARCHAR(64) NOT NULL,
    taken_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (partnership, file_key)
);

-- Uploads that are complete under their temporary name: from here on they may have been renamed.
CREATE TABLE sftp_upload (
    message VARCHAR(64) NOT NULL,
    payload_index INTEGER NOT NULL,
    renamed_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (message, payload_index)
);

-- Messages that wait in 'out' of our server until the partner has read them.
CREATE TABLE sftp_offer (
    message VARCHAR(64) PRIMARY KEY,
    partner VARCHAR(255) NOT NULL,
    offered_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX sftp_offer_by_partner ON sftp_offer (partner, offered_at);
