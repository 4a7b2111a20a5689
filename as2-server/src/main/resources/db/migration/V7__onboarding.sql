-- Partners that are being set up, and what is known of them so far.

CREATE TABLE onboarding (
  id          VARCHAR(32)  NOT NULL PRIMARY KEY,
  partner     VARCHAR      NOT NULL,
  started_by  VARCHAR      NOT NULL,
  started_at  TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  updated_at  TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  finished_at TIMESTAMP(6) WITH TIME ZONE
);

CREATE TABLE onboarding_answer (
  onboarding VARCHAR(32) NOT NULL,
  name       VARCHAR(64) NOT NULL,
  answer     VARCHAR     NOT NULL,
  PRIMARY KEY (onboarding, name)
);
