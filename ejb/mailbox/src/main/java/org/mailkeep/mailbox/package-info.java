/// Accounts, mailboxes, messages, threads, flags, quota, change log, push.
@NullMarked
package org.mailkeep.mailbox;

import org.jspecify.annotations.NullMarked;
