/// Many clients of IMAP that do things at random to the same mailboxes, with a model of what each
/// was told: for any server that a socket leads to.
@NullMarked
package org.mailkeep.imap.testing;

import org.jspecify.annotations.NullMarked;
