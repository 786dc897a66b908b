CREATE TABLE mailkeep_audit_part (
  audit_id VARCHAR(25) NOT NULL,
  position INTEGER NOT NULL,
  field_name VARCHAR(255) NOT NULL,
  old_value VARCHAR(2000),
  new_value VARCHAR(2000),
  PRIMARY KEY (audit_id, position)
)${table};
