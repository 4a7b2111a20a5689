-- An alert about manifests names the owner of their mailer ID, and a rule may be for one owner.
ALTER TABLE alert ADD COLUMN owner VARCHAR;
ALTER TABLE alert_rule ADD COLUMN owner VARCHAR;
