/// Principals, permissions and roles.
@NullMarked
package org.mailkeep.auth;

import org.jspecify.annotations.NullMarked;
