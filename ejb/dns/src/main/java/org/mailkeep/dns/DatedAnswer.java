package org.mailkeep.dns;

import java.time.Instant;

/// An answer and the end of its time to live.
public record DatedAnswer<T>(Answer<T> answer, Instant goodUntil) {}
