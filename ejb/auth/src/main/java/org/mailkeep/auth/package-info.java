/// Who someone is once logged in, and what they may do: permissions, roles that bundle them, and
/// the caller that every management operation is given. And who may try to be someone: what stands
/// before the directory against those who guess, and the logins of the configuration.
@NullMarked
package org.mailkeep.auth;

import org.jspecify.annotations.NullMarked;
