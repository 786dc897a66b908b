package org.mailkeep.mailbox;

import java.time.Instant;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mime.MessageStructure;

/// A message to be put into a mailbox.
///
/// @param structure what the reader made of exactly these octets
/// @param received the internal date
public record NewMessage(
    MailboxId mailbox,
    Content content,
    MessageStructure structure,
    Flags flags,
    Instant received) {}
