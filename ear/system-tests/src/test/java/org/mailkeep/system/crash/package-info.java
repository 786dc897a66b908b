/// What `kill -9` and a flush that is missing would lose: a load that keeps a ledger of what was
/// acknowledged, and comparisons of the ledger with the server.
@NullMarked
package org.mailkeep.system.crash;

import org.jspecify.annotations.NullMarked;
