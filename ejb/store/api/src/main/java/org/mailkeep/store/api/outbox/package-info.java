/// What is on its way into the history: an entry is written by the commit of the change that it
/// tells of, so that there is never one without the other. Whoever keeps the history takes entries
/// over, and removes them here when it has them.
@NullMarked
package org.mailkeep.store.api.outbox;

import org.jspecify.annotations.NullMarked;
