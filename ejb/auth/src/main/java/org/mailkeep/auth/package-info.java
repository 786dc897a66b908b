/// Who someone is once logged in, and what they may do: permissions, roles that bundle them, and
/// the caller that every management operation is given.
@NullMarked
package org.mailkeep.auth;

import org.jspecify.annotations.NullMarked;
