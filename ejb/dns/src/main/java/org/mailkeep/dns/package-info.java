/// DNS look-ups: the port [org.mailkeep.dns.Resolver] with its sealed answers, the resolver that
/// asks name servers, and the caches before it. dnsjava reads and writes the messages; the sockets
/// are ours, blocking, for virtual threads.
@NullMarked
package org.mailkeep.dns;

import org.jspecify.annotations.NullMarked;
