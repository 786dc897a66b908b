/// Ways to compress blobs, each block for itself. Apart from the stores because they bring native
/// libraries, and because every store of blobs can use them.
@NullMarked
package org.mailkeep.store.compression;

import org.jspecify.annotations.NullMarked;
