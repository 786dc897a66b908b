/// Formats of passwords: verified in constant time, written as Argon2id.
@NullMarked
package org.mailkeep.credentials;

import org.jspecify.annotations.NullMarked;
