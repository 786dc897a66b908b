/// Blobs as files: one for each, below folders named after the first digits of its key, so that no
/// folder grows without bound. A file is written beside its place, flushed, and then renamed, so
/// that what is there is whole; `sync` on the folder makes its name last.
@NullMarked
package org.mailkeep.store.fs;

import org.jspecify.annotations.NullMarked;
