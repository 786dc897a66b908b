package org.mailkeep.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.mailbox.UidSet;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.wire.imap.SequenceSet;

/// Which UIDs a client that resynchronizes may know (RFC 7162 §3.2.5.1).
final class ResynchronizationTest {
  @Test
  void ofAMailboxThatNeverHadAMessageNone() {
    try (MailFixture mail = new MailFixture(new MemoryBackend())) {
      MailAccount account = mail.open(1);
      MailboxId inbox = MailFixture.inbox(account);
      MailboxView empty = account.view(inbox).orElseThrow();
      assertEquals(UidSet.NONE, Resynchronization.uids(null, empty));
      assertEquals(UidSet.NONE, Resynchronization.uids(SequenceSet.of(1, 9), empty));
      mail.file(account, inbox, "a");
      mail.file(account, inbox, "b");
      MailboxView view = account.view(inbox).orElseThrow();
      UidSet both = new UidSet(List.of(new UidSet.Span(1, 2)));
      assertEquals(both, Resynchronization.uids(null, view));
      assertEquals(both, Resynchronization.uids(SequenceSet.of(1, 9), view));
    }
  }
}
