/// Sockets, and all that protocols should not have to know of them: listeners and diallers with one
/// virtual thread per connection, TLS with a certificate per name, the PROXY header, limits and
/// deadlines, lines and exact counts of octets in, coalesced replies out.
///
/// A protocol implements [org.mailkeep.wire.transport.Protocol] and reads and writes a
/// [org.mailkeep.wire.transport.Connection] with plain blocking calls. A connection that waits
/// holds a buffer of 256 octets and nothing more; larger buffers live while data flows.
@NullMarked
package org.mailkeep.wire.transport;

import org.jspecify.annotations.NullMarked;
