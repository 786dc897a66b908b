package org.mailkeep.mailbox;

import java.time.Instant;
import org.mailkeep.kernel.EmailId;

/// A message that was deleted and can be restored.
///
/// @param id that it had; restored, it gets another
/// @param mailbox path of the mailbox that it was in last
/// @param from address of its author; may be empty
/// @param subject as written, cut when it is long; may be empty
/// @param received the internal date
/// @param deleted when it was deleted
public record DeletedMessage(
    EmailId id,
    String mailbox,
    String from,
    String subject,
    long size,
    Flags flags,
    Instant received,
    Instant deleted) {}
