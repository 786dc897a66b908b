package org.mailkeep.search;

import org.mailkeep.kernel.Chance;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.api.SearchStore;
import org.mailkeep.store.api.index.DataSearchStore;

final class IndexCheckTest extends IndexCheckContract {
  @Override
  protected SearchStore open(MailFixture mail) {
    return new DataSearchStore(mail.store, Chance.secure());
  }
}
