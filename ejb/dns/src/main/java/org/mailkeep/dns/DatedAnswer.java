package org.mailkeep.dns;

import java.time.Instant;

/// An answer and the end of its time to live.
///
/// @param goodUntil until then it is not asked for again
/// @param staleUntil until then it serves when nobody answers; not after `goodUntil` when it must
///   not
public record DatedAnswer<T>(Answer<T> answer, Instant goodUntil, Instant staleUntil) {}
