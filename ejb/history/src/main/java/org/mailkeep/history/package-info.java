/// What was done and what became of mail: the audit trail and the delivery history, in a database
/// of the container's by Jakarta Persistence. Entries come from the outbox of the data store, in
/// which each is part of the commit that it tells of; a database that is away delays them, and
/// nothing else.
@NullMarked
package org.mailkeep.history;

import org.jspecify.annotations.NullMarked;
