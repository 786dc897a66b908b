/// What a directory that others keep must answer. Whoever implements it knows nothing of account
/// ids, sub-addresses, catch-alls and password hashes, and never writes: package `foreign` makes a
/// whole directory of it. That it cannot be asked now is an answer of its own, and never "unknown".
@NullMarked
package org.mailkeep.directory.api.spi;

import org.jspecify.annotations.NullMarked;
