package org.mailkeep.services;

import org.mailkeep.kernel.Progress;
import org.mailkeep.mailbox.ChangeListener;
import org.mailkeep.mailbox.IndexJournal;
import org.mailkeep.mailbox.StoredMailAccounts;
import org.mailkeep.mime.MimeSettings;
import org.mailkeep.search.IndexCheck;
import org.mailkeep.search.IndexMove;
import org.mailkeep.search.IndexSettings;
import org.mailkeep.search.Indexer;
import org.mailkeep.search.IndexingPorts;
import org.mailkeep.search.IndexingRules;
import org.mailkeep.search.MessageDocuments;
import org.mailkeep.search.MessageSearch;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.SearchStore;
import org.mailkeep.store.api.moving.MovableSearch;

/// The full-text index of mail, and the indexer that follows what this node files.
///
/// @param check that it fits the mail
/// @param waking tells the indexer of new mail
/// @param ports what indexing stands on
/// @param batch messages that are indexed at a time
record FullText(
    MessageSearch search,
    Indexer indexer,
    IndexCheck check,
    ChangeListener.Registration waking,
    IndexingPorts ports,
    int batch)
    implements AutoCloseable {
  /// Puts it together; the indexer does nothing before it is started.
  static FullText open(Configuration configuration, Post.Ground ground, StoredMailAccounts mail) {
    var journal = new IndexJournal(ground.stores().data(), ground.clock());
    var analysis = IndexSettings.analysis(configuration);
    var documents =
        new MessageDocuments(
            ground.stores().blobs(),
            analysis,
            IndexSettings.limits(configuration),
            MimeSettings.limits(configuration).headerBytes());
    var ports =
        new IndexingPorts(
            journal,
            mail.messages(),
            documents,
            ground.stores().search(),
            ground.stores().lookup(),
            ground.events(),
            ground.clock(),
            Threads.platform("mailkeep-indexer-"));
    IndexingRules rules = IndexSettings.rules(configuration);
    var indexer = new Indexer(ports, rules);
    return new FullText(
        new MessageSearch(journal, ground.stores().search(), analysis, documents),
        indexer,
        new IndexCheck(ports, indexer::wake),
        mail.announce((_, _, _) -> indexer.wake()),
        ports,
        rules.batch());
  }

  /// A move of the index.
  IndexMove move(MovableSearch index, SearchStore next, Progress progress) {
    return new IndexMove(index, next, ports, batch, progress);
  }

  @Override
  public void close() {
    waking.close();
    indexer.close();
  }
}
