package org.mailkeep.store.sql;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.DataLookupStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.contract.SharedLookupStoreContract;
import org.mailkeep.store.api.spi.DataBackend;

/// Look-ups of nodes that share a database server; each node has a committer of its own.
abstract class ServerLookups extends SharedLookupStoreContract {
  private final Databases.Product product;
  private final List<DataBackend> nodes = new ArrayList<>();

  ServerLookups(Databases.Product product) {
    this.product = product;
  }

  @Override
  protected LookupStore open() throws Exception {
    return on(Databases.empty(product), clock);
  }

  @Override
  protected LookupStore beside(InstantSource otherClock) {
    return on(
        SqlBackend.open(Databases.config(product), Databases.pool(product).source(), () -> {}),
        otherClock);
  }

  private LookupStore on(DataBackend node, InstantSource nodeClock) {
    nodes.add(node);
    return new DataLookupStore(new DataStore(node), Chance.secure(), nodeClock);
  }

  @AfterEach
  void closeNodes() {
    nodes.forEach(DataBackend::close);
  }
}
