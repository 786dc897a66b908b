package org.mailkeep.search;

import java.time.Duration;
import java.util.Optional;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Progress;

/// Indexes mail anew because somebody asks for it, and tells how far that is. What was asked for is
/// in the journal: it is done though nobody watches any more, and after a crash. Safe for many
/// threads.
public final class Reindexing {
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Indexer indexer;

  /// @param indexer which does it
  public Reindexing(Indexer indexer) {
    this.indexer = indexer;
  }

  /// Asks for it and watches until it is done.
  ///
  /// @param account one, or empty for all
  /// @return messages that were indexed meanwhile, new ones among them
  public long run(Optional<AccountId> account, Progress progress) throws InterruptedException {
    long before = indexer.indexed();
    long seen = before;
    progress.begin("indexing messages", Progress.UNKNOWN, "messages");
    long ticket = account.map(indexer::rebuild).orElseGet(indexer::rebuildAll);
    while (!indexer.isDone(ticket)) {
      progress.pause(LOOK);
      long now = indexer.indexed();
      progress.advance(now - seen);
      seen = now;
      String trouble = indexer.trouble();
      if (trouble != null) {
        progress.say("waiting: " + trouble);
      }
    }
    return indexer.indexed() - before;
  }
}
