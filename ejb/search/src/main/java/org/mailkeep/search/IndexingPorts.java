package org.mailkeep.search;

import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import org.mailkeep.mailbox.IndexJournal;
import org.mailkeep.mailbox.StoredMessages;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.SearchStore;
import org.mailkeep.telemetry.Events;

/// What the indexer stands on.
///
/// @param lookups where it says to other nodes that it works
/// @param threads where it works
public record IndexingPorts(
    IndexJournal journal,
    StoredMessages messages,
    MessageDocuments documents,
    SearchStore search,
    LookupStore lookups,
    Events events,
    InstantSource clock,
    ThreadFactory threads) {
  /// The same with another index.
  IndexingPorts with(SearchStore other) {
    return new IndexingPorts(journal, messages, documents, other, lookups, events, clock, threads);
  }
}
