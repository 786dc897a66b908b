/// Listeners and diallers: one virtual thread per connection, TLS, PROXY protocol, limits, lines
/// and literals.
@NullMarked
package org.mailkeep.wire.transport;

import org.jspecify.annotations.NullMarked;
