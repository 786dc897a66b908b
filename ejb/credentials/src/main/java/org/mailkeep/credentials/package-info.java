/// Formats of passwords: verified in constant time whatever wrote them, written as Argon2id (RFC
/// 9106). Hashing runs on a few threads of its own, so that a storm of logins cannot take the
/// processors from everybody else.
@NullMarked
package org.mailkeep.credentials;

import org.jspecify.annotations.NullMarked;
