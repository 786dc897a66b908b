/// What a pool of connections to another server can be asked. Those who ask know neither how the
/// connections are pooled nor which library speaks the protocol; those who pool know neither
/// accounts nor mail.
@NullMarked
package org.mailkeep.connections;

import org.jspecify.annotations.NullMarked;
