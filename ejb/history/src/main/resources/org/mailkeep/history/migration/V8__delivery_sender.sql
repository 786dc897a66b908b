CREATE INDEX mailkeep_delivery_sender ON mailkeep_delivery (sender);
