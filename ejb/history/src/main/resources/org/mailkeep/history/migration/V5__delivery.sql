CREATE TABLE mailkeep_delivery (
  id VARCHAR(25) NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  happened BIGINT NOT NULL,
  received BIGINT NOT NULL,
  queue_id VARCHAR(25) NOT NULL,
  sender VARCHAR(400) NOT NULL,
  recipient VARCHAR(400) NOT NULL,
  submitter BIGINT NOT NULL,
  origin VARCHAR(60) NOT NULL,
  outcome VARCHAR(40) NOT NULL,
  attempts INTEGER NOT NULL,
  remote VARCHAR(255),
  reply VARCHAR(1000)
)${table};
