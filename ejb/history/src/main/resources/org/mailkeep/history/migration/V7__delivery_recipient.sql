CREATE INDEX mailkeep_delivery_recipient ON mailkeep_delivery (recipient);
