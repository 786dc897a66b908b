/// Makes of directories that others keep what the rest of the server asks: gives their accounts ids
/// that stay, checks passwords where they hand out hashes, joins several directories with the one
/// that is kept here, and refuses to change what is not ours.
@NullMarked
package org.mailkeep.directory.api.foreign;

import org.jspecify.annotations.NullMarked;
