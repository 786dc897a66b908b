/// A store in a FoundationDB cluster, by its own Java binding. The binding needs the native client
/// library of the cluster's version on the machine; without it the store cannot be opened and says
/// so.
///
/// Transactions there are optimistic, live five seconds and hold ten million octets. A commit of
/// which nobody knows whether it happened is found out by a mark that it would have left.
@NullMarked
package org.mailkeep.store.foundationdb;

import org.jspecify.annotations.NullMarked;
