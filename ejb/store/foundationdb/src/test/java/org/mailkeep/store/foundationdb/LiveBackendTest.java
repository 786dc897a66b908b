package org.mailkeep.store.foundationdb;

import org.junit.jupiter.api.condition.EnabledIf;
import org.mailkeep.store.api.contract.DataBackendContract;
import org.mailkeep.store.api.spi.DataBackend;

@EnabledIf(
    value = "org.mailkeep.store.foundationdb.LiveCluster#isConfigured",
    disabledReason = "no cluster file of FoundationDB is configured")
final class LiveBackendTest extends DataBackendContract {
  @Override
  protected DataBackend open() {
    return LiveCluster.empty("Backend");
  }
}
