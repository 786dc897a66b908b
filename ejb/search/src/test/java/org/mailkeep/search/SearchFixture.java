package org.mailkeep.search;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mailkeep.kernel.Chance;
import org.mailkeep.mailbox.IndexJournal;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.search.text.Language;
import org.mailkeep.search.text.TextAnalysis;
import org.mailkeep.store.api.DataLookupStore;
import org.mailkeep.store.api.SearchStore;
import org.mailkeep.store.api.index.DataSearchStore;

/// An index beside mail in a store; it learns what is new when a test wants.
public final class SearchFixture {
  /// Messages that are indexed at a time.
  public static final int BATCH = 50;

  public final IndexJournal journal;
  public final SearchStore index;
  public final MessageSearch search;
  public final IndexingPorts ports;

  /// Not started: works when a test lets it.
  public final Indexer indexer;

  /// Whether the indexer has to stop before its next batch.
  public final AtomicBoolean halted = new AtomicBoolean();

  /// With an index in the mail's own store.
  public SearchFixture(MailFixture mail) {
    this(mail, new DataSearchStore(mail.store, Chance.secure()), DocumentLimits.DEFAULT);
  }

  /// With another index.
  public SearchFixture(MailFixture mail, SearchStore index, DocumentLimits limits) {
    this.index = index;
    journal = new IndexJournal(mail.store, mail.clock);
    var analysis = new TextAnalysis(Language.ENGLISH);
    var documents =
        new MessageDocuments(mail.blobs, analysis, limits, MimeLimits.DEFAULT.headerBytes());
    search = new MessageSearch(journal, index, analysis, documents);
    ports =
        new IndexingPorts(
            journal,
            mail.accounts.messages(),
            documents,
            index,
            new DataLookupStore(mail.store, Chance.secure(), mail.clock),
            mail.events::add,
            mail.clock,
            Thread.ofPlatform().daemon().factory());
    indexer = new Indexer(ports, IndexingRules.DEFAULT);
  }

  /// Lets the indexer do what it would do now.
  ///
  /// @return how long it would wait then
  public Duration turn() {
    return indexer.turn();
  }

  /// Lets the index learn all that is new.
  ///
  /// @return whether it did
  public boolean catchUp() {
    return new IndexingRun(ports, BATCH, () -> !halted.get()).run();
  }
}
