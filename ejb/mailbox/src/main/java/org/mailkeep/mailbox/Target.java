package org.mailkeep.mailbox;

import org.mailkeep.kernel.MailboxId;

/// Where messages are copied or moved to.
///
/// @param account whose mailbox it is
/// @param rights which flags may be kept there
public record Target(MailAccount account, MailboxId mailbox, AccessRights rights) {}
