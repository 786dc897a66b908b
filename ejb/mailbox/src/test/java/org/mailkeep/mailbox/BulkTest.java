package org.mailkeep.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.memory.MemoryBackend;

/// Work on many messages at once, and work that nobody knows the quota for.
final class BulkTest {
  private final MailFixture fixture = new MailFixture(new MemoryBackend());
  private final MailAccount account = fixture.open(1);
  private final MailboxId inbox = MailFixture.inbox(account);
  private final MailboxId drafts = account.withRole(Role.DRAFTS).orElseThrow().id();

  @AfterEach
  void close() {
    fixture.close();
  }

  /// Fills the inbox with 2,048 copies of a message.
  private void fill() {
    fixture.file(account, inbox, "m");
    for (int i = 0; i < 11; i++) {
      account.copy(inbox, UidSet.ALL, inbox);
    }
    assertEquals(2048, count(inbox));
  }

  private int count(MailboxId mailbox) {
    return account.view(mailbox).orElseThrow().count();
  }

  @Test
  void anExpungeOfManyIsSeveralCommitsOfBoundedSize() {
    fill();
    account.store(
        inbox,
        UidSet.ALL,
        new FlagChange(FlagChange.Kind.ADD, Flags.of(SystemFlag.DELETED)),
        Long.MAX_VALUE);
    fixture.counting.reset();
    assertEquals(1, account.expunge(inbox, UidSet.ALL).spans().size());
    assertEquals(3, fixture.counting.commits.get());
    assertEquals(0, count(inbox));
    assertEquals(0, account.quota().bytes());
  }

  @Test
  void aCopyThatIsCancelledLeavesNothingBehind() {
    fill();
    Quota before = account.quota();
    Bulk<CopyResult> copying = account.copying(inbox, UidSet.ALL, drafts);
    assertNull(copying.advance());
    assertEquals(1000, count(drafts));
    copying.cancel();
    copying.cancel();
    assertEquals(0, count(drafts));
    assertEquals(before, account.quota());
  }

  @Test
  void aMoveThatIsCancelledKeepsWhatIsMoved() {
    fill();
    Bulk<CopyResult> moving = account.moving(inbox, UidSet.ALL, drafts);
    assertNull(moving.advance());
    moving.cancel();
    assertEquals(1000, count(drafts));
    assertEquals(1048, count(inbox));
    assertTrue(
        account.move(inbox, UidSet.ALL, drafts) instanceof CopyResult.Copied done
            && done.from().size() == 1048);
  }

  @Test
  void whileTheQuotaIsUnknownNothingIsAddedAndEverythingElseWorks() {
    FilingResult.Message filed = fixture.file(account, inbox, "m");
    NewMessage another = fixture.message(inbox, MailFixture.text("n", "s"), Flags.NONE);
    fixture.quotaUnknown.set(true);
    assertThrows(
        StoreException.Unavailable.class, () -> account.file(List.of(another), Settlement.NONE));
    assertThrows(StoreException.Unavailable.class, () -> account.copy(inbox, UidSet.ALL, drafts));
    assertEquals(0, count(drafts));
    assertInstanceOf(CopyResult.Copied.class, account.move(inbox, UidSet.of(filed.uid()), drafts));
    fixture.quotaUnknown.set(false);
    assertInstanceOf(FilingResult.Filed.class, account.file(List.of(another), Settlement.NONE));
  }
}
