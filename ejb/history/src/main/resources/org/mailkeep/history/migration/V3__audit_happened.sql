CREATE INDEX mailkeep_audit_happened ON mailkeep_audit (happened);
