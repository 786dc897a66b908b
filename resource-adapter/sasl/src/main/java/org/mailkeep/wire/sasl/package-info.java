/// SASL mechanisms (RFC 4422) as pure challenge and response, both sides: no sockets, no directory.
/// A mechanism ends in a [org.mailkeep.wire.sasl.Claim], which somebody else verifies.
@NullMarked
package org.mailkeep.wire.sasl;

import org.jspecify.annotations.NullMarked;
