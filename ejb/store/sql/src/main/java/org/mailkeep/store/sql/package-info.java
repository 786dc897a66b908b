/// Stores in SQL databases: one table per subspace with a binary primary key, plain JDBC over a
/// pool, one committer that writes what waits in one transaction. What PostgreSQL, MySQL with
/// MariaDB and SQLite do differently is a small class each.
@NullMarked
package org.mailkeep.store.sql;

import org.jspecify.annotations.NullMarked;
