CREATE INDEX mailkeep_audit_subject ON mailkeep_audit (kind, subject_name);
