package org.mailkeep.mailbox;

import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.MailboxId;

/// A mailbox on which its owner gave somebody rights.
public record Share(AccountId owner, MailboxId mailbox) {}
