CREATE INDEX mailkeep_delivery_queue ON mailkeep_delivery (queue_id);
