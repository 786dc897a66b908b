package org.mailkeep.mailbox;

import java.time.Instant;

/// What of an account is so old that nobody needs it any more.
///
/// @param changes changes of an earlier time are forgotten
/// @param discarded messages that came into trash or junk earlier are deleted
/// @param deleted messages that were deleted earlier cannot be restored any more
public record PurgeTimes(Instant changes, Instant discarded, Instant deleted) {}
