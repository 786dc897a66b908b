CREATE TABLE mailkeep_audit (
  id VARCHAR(25) NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  happened BIGINT NOT NULL,
  actor VARCHAR(255) NOT NULL,
  mechanism VARCHAR(40) NOT NULL,
  address VARCHAR(60) NOT NULL,
  operation VARCHAR(40) NOT NULL,
  kind VARCHAR(40) NOT NULL,
  subject VARCHAR(255) NOT NULL,
  subject_name VARCHAR(255) NOT NULL
)${table};
