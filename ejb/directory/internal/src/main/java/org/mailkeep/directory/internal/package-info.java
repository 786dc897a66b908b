/// The directory that lives in the data store.
@NullMarked
package org.mailkeep.directory.internal;

import org.jspecify.annotations.NullMarked;
