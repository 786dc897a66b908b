/// Where browsers sign in and out: they are sent to a provider of OpenID Connect, come back with a
/// code, and get a session.
@NullMarked
package org.mailkeep.web.signin;

import org.jspecify.annotations.NullMarked;
