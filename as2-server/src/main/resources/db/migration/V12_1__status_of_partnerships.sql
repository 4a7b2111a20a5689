-- Counting what is in a status by partnership without looking at each message.

DROP INDEX message_status;
CREATE INDEX message_status ON message (status, id, partnership, created_at);
