/// The mail path on each kind of store, the real server behind it: mail comes in by SMTP, is read
/// by IMAP, and is there after a restart.
@NullMarked
package org.mailkeep.system.stores;

import org.jspecify.annotations.NullMarked;
