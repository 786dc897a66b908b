package org.mailkeep.store.api.spi;

import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.Snapshot;

/// What RocksDB, PostgreSQL and the rest must do to be a data store. It retries nothing.
public interface DataBackend extends Reader, AutoCloseable {
  /// A consistent view of now.
  Snapshot snapshot();

  /// Does all of a batch or nothing; durable when it returns [Commit.Committed]. The batch is the
  /// backend's until then.
  Commit commit(Batch batch);

  /// Does all of a batch or nothing, before any later commit: it is visible at once, and on stable
  /// storage no later than the next batch that [#commit] takes. A backend that cannot promise the
  /// order makes it durable at once.
  default Commit writeAhead(Batch batch) {
    return commit(batch);
  }

  /// Releases files, threads and connections. What comes later fails as unavailable.
  @Override
  void close();
}
