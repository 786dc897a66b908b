/// A directory in a database that others keep: seven queries of the administrator's, asked over a
/// pool that is handed in, never written to.
@NullMarked
package org.mailkeep.directory.sql;

import org.jspecify.annotations.NullMarked;
