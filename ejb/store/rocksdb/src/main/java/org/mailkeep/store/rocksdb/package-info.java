/// The embedded store: one committer, one flush for all that wait.
@NullMarked
package org.mailkeep.store.rocksdb;

import org.jspecify.annotations.NullMarked;
