package org.mailkeep.store.elasticsearch;

import org.junit.jupiter.api.Tag;
import org.mailkeep.store.api.SearchStore;
import org.mailkeep.store.api.contract.SearchStoreContract;

@Tag("servers")
final class ElasticsearchContractTest extends SearchStoreContract {
  private ElasticsearchConfig config = Servers.config(Servers.elasticsearch().url());

  @Override
  protected SearchStore open() {
    config = Servers.config(Servers.elasticsearch().url());
    return again();
  }

  @Override
  protected SearchStore again() {
    return Servers.open(config);
  }
}
