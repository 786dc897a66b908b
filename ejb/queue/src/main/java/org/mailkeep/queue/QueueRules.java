package org.mailkeep.queue;

/// What a reload of the configuration may change for messages that are queued already.
public record QueueRules(Schedule schedule, ReportRules reports) {}
