package org.mailkeep.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.memory.MemoryBackend;

@Timeout(60)
class LaneTest {
  private final MailFixture fixture = new MailFixture(new MemoryBackend());
  private final MailAccount account = fixture.open(1);
  private final MailboxId inbox = MailFixture.inbox(account);

  /// Holds the next commit until it is told, so that others queue up behind it.
  private CountDownLatch holdNextCommit() {
    CountDownLatch go = new CountDownLatch(1);
    fixture.counting.beforeNextCommit(batch -> {
      try {
        assertTrue(go.await(30, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return batch;
    });
    return go;
  }

  @Test
  void writersOfAnAccountLoseNothingAndShareCommits() throws Exception {
    int writers = 40;
    long each = 25;
    NewMessage message = fixture.message(inbox, MailFixture.text("a", "s"), Flags.NONE);
    Set<Integer> uids = ConcurrentHashMap.newKeySet();
    Set<Long> numbers = ConcurrentHashMap.newKeySet();
    fixture.counting.reset();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      CountDownLatch go = holdNextCommit();
      for (int i = 0; i < writers; i++) {
        all.add(
            threads.submit(() -> {
              for (int n = 0; n < each; n++) {
                var filed =
                    assertInstanceOf(
                        FilingResult.Filed.class, account.file(List.of(message), Settlement.NONE));
                assertTrue(uids.add(filed.messages().getFirst().uid()));
                assertTrue(numbers.add(filed.messages().getFirst().modSeq()));
              }
            }));
      }
      go.countDown();
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertEquals((int) (writers * each), uids.size());
    assertEquals((int) (writers * each), account.view(inbox).orElseThrow().count());
    assertEquals(writers * each, account.quota().messages());
    assertEquals(writers * each * message.content().size(), account.quota().bytes());
    assertTrue(
        fixture.counting.commits.get() < writers * each, "" + fixture.counting.commits.get());
  }

  @Test
  void flagsAppendsAndMovesMixWithoutLoss() throws Exception {
    MailboxId other =
        assertInstanceOf(MailboxResult.Done.class, account.create("other", null)).mailbox().id();
    for (int i = 0; i < 20; i++) {
      fixture.file(account, inbox, "m" + i);
    }
    NewMessage message = fixture.message(inbox, MailFixture.text("a", "s"), Flags.NONE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      CountDownLatch go = holdNextCommit();
      for (int i = 1; i <= 20; i++) {
        int uid = i;
        all.add(threads.submit(() -> account.file(List.of(message), Settlement.NONE)));
        all.add(threads.submit(() -> account.store(inbox, UidSet.of(uid), flag("a"), 99_999)));
        all.add(threads.submit(() -> account.store(inbox, UidSet.of(uid), flag("b"), 99_999)));
        if (i % 2 == 0) {
          all.add(threads.submit(() -> account.move(inbox, UidSet.of(uid), other)));
        }
      }
      go.countDown();
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertEquals(30, account.view(inbox).orElseThrow().count());
    assertEquals(10, account.view(other).orElseThrow().count());
    assertEquals(40, account.quota().messages());
    MailboxView view = account.view(inbox).orElseThrow();
    for (int i = 0; i < 10; i++) {
      assertEquals(List.of("a", "b"), view.flags(i).keywords());
    }
    MailboxView reloaded = fixture.newNode().open(account.id()).view(inbox).orElseThrow();
    for (int i = 0; i < view.count(); i++) {
      assertEquals(reloaded.rowAt(i), view.rowAt(i));
    }
    assertEquals(reloaded.status(), view.status());
  }

  private static FlagChange flag(String keyword) {
    return new FlagChange(FlagChange.Kind.ADD, Flags.ofImap(List.of(keyword)).orElseThrow());
  }

  @Test
  void oneFailingOperationHarmsNoOther() throws Exception {
    NewMessage message = fixture.message(inbox, MailFixture.text("a", "s"), Flags.NONE);
    Settlement failing =
        (_, _) -> {
          throw new IllegalStateException("a bug");
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch go = holdNextCommit();
      List<Future<FilingResult>> good = new ArrayList<>();
      List<Future<FilingResult>> bad = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        good.add(threads.submit(() -> account.file(List.of(message), Settlement.NONE)));
        bad.add(threads.submit(() -> account.file(List.of(message), failing)));
      }
      go.countDown();
      for (Future<FilingResult> one : good) {
        assertInstanceOf(FilingResult.Filed.class, one.get());
      }
      for (Future<FilingResult> one : bad) {
        assertInstanceOf(
            IllegalStateException.class,
            assertThrows(ExecutionException.class, one::get).getCause());
      }
    }
    assertEquals(10, account.view(inbox).orElseThrow().count());
  }

  @Test
  void settlementsOfOneKeyDoNotShareACommit() throws Exception {
    byte[] key = {9};
    int count = 20;
    fixture.store.commit(new Batch().put(Subspace.QUEUE, key, new byte[] {(byte) count}));
    NewMessage message = fixture.message(inbox, MailFixture.text("a", "s"), Flags.NONE);
    Settlement takeOne =
        (reader, batch) -> {
          byte[] left = Objects.requireNonNull(reader.get(Subspace.QUEUE, key));
          batch
              .require(Subspace.QUEUE, key, left)
              .put(Subspace.QUEUE, key, new byte[] {(byte) (left[0] - 1)});
          return left[0] > 0;
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch go = holdNextCommit();
      List<Future<FilingResult>> all = new ArrayList<>();
      for (int i = 0; i < count + 5; i++) {
        all.add(threads.submit(() -> account.file(List.of(message), takeOne)));
      }
      go.countDown();
      int settled = 0;
      for (Future<FilingResult> one : all) {
        settled += one.get() instanceof FilingResult.Settled ? 1 : 0;
      }
      assertEquals(5, settled);
    }
    assertEquals(0, Objects.requireNonNull(fixture.store.get(Subspace.QUEUE, key))[0]);
    assertEquals(count, account.view(inbox).orElseThrow().count());
  }

  @Test
  void lanesVanishWhenNobodyUsesThem() {
    Lanes lanes = new Lanes((_, group) -> group.forEach(ticket -> ticket.fail(new Expected())));
    assertThrows(Expected.class, () -> lanes.run(account.id(), _ -> true));
    assertEquals(0, lanes.size());
  }

  private static final class Expected extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
