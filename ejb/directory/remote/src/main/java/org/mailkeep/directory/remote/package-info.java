/// Directories that are mail servers of others: they check passwords when we log in there, by IMAP
/// or SMTP, and say by SMTP or LMTP who gets mail.
@NullMarked
package org.mailkeep.directory.remote;

import org.jspecify.annotations.NullMarked;
