package org.mailkeep.mailbox;

import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.store.memory.MemoryBackend;

class MemoryMailAccountsTest extends MailAccountsContract {
  @Override
  DataBackend backend() {
    return new MemoryBackend();
  }
}
