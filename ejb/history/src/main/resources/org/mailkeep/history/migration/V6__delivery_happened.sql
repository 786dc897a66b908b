CREATE INDEX mailkeep_delivery_happened ON mailkeep_delivery (happened);
