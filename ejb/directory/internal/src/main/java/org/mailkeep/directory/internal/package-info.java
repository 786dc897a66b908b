/// The directory that lives in the data store: domains, accounts, their names and secrets. Every
/// change is one commit; what logins and recipients need is answered from caches that a change
/// makes stale at once.
@NullMarked
package org.mailkeep.directory.internal;

import org.jspecify.annotations.NullMarked;
