package org.mailkeep.store.sql;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.SearchStore;
import org.mailkeep.store.api.contract.SearchStoreContract;
import org.mailkeep.store.api.index.DataSearchStore;
import org.mailkeep.store.api.spi.DataBackend;

/// The full-text index in a database.
abstract class SqlSearchStoreContract extends SearchStoreContract {
  private @Nullable DataBackend backend;

  /// Opens a database without content.
  protected abstract DataBackend empty() throws Exception;

  @AfterEach
  void closeDatabase() {
    if (backend != null) {
      backend.close();
    }
  }

  @Override
  protected SearchStore open() throws Exception {
    backend = empty();
    return again();
  }

  @Override
  protected SearchStore again() {
    DataBackend opened = Objects.requireNonNull(backend, "open comes first");
    return new DataSearchStore(new DataStore(opened), Chance.secure());
  }
}
