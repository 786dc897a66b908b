package org.mailkeep.queue;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.QueueId;

/// What a delivery report says (RFC 3464).
///
/// @param id of the report itself in the queue
/// @param about the message that it is about
/// @param to who sent that message
/// @param lines at least one; all of the same kind of news
/// @param at when it is written
/// @param giveUp when delayed recipients are given up, or null when none is delayed
record Report(
    QueueId id,
    StoredMessage about,
    Address to,
    List<ReportLine> lines,
    Instant at,
    @Nullable Instant giveUp) {}
