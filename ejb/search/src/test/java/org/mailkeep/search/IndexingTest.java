package org.mailkeep.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Chance;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.Role;
import org.mailkeep.mailbox.UidSet;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.EmailSet;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.SearchField;
import org.mailkeep.store.api.SearchQuery;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.store.api.index.DataSearchStore;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.telemetry.IndexEvent;

final class IndexingTest {
  private static final AccountId JANE = new AccountId(1);

  private final MailFixture mail = new MailFixture(new MemoryBackend());
  private final SearchFixture index = new SearchFixture(mail);

  @AfterEach
  void close() {
    mail.close();
  }

  @Test
  void learnsOfEachMessageThatIsFiledCopiedAndDestroyed() {
    MailAccount jane = mail.open(1);
    long first = file(jane, "apple pie");
    long second = file(jane, "pear pie");
    assertEquals(Optional.empty(), hits("pie"), "nothing is known before");
    index.catchUp();
    assertEquals(EmailSet.of(first, second), found("pie"));
    var archive = jane.withRole(Role.SENT).orElseThrow().id();
    jane.copy(MailFixture.inbox(jane), UidSet.of(1), archive);
    assertEquals(EmailSet.of(first, second), indexed());
    index.catchUp();
    assertEquals(EmailSet.of(first, second, 3), indexed());
    assertEquals(EmailSet.of(first, 3), found("apple"));
    jane.delete(archive);
    index.catchUp();
    assertEquals(EmailSet.of(first), found("apple"));
    assertEquals(List.of(), index.journal.todo(new byte[0], 10));
  }

  @Test
  void anErasedAccountLeavesNothing() {
    file(mail.open(1), "apple");
    long other = file(mail.open(2), "apple");
    index.catchUp();
    file(mail.open(1), "pear");
    mail.accounts.erase(JANE);
    index.catchUp();
    assertEquals(EmailSet.NONE, index.index.find(JANE, new SearchQuery.All()));
    assertEquals(EmailSet.NONE, indexed());
    assertEquals(EmailSet.of(other), index.index.find(new AccountId(2), new SearchQuery.All()));
    assertEquals(List.of(), index.journal.todo(new byte[0], 10));
  }

  @Test
  void mailOfAServerThatHadNoIndexIsIndexed() {
    MailAccount jane = mail.open(1);
    for (int i = 0; i < 3 * SearchFixture.BATCH + 7; i++) {
      file(jane, "old mail " + i);
    }
    file(mail.open(2), "old");
    // As schema 1 of an earlier version left it.
    mail.store.commit(new Batch().delete(Subspace.SEARCH_JOURNAL, Range.all()));
    index.catchUp();
    assertEquals(3 * SearchFixture.BATCH + 7, found("old").size());
    assertEquals(1, index.index.find(new AccountId(2), new SearchQuery.All()).size());
    assertTrue(mail.events.stream().anyMatch(e -> e instanceof IndexEvent.Rebuilding));
  }

  @Test
  void anIndexThatLostItsMemoryIsFilledAnew() {
    long first = file(mail.open(1), "apple");
    index.catchUp();
    index.index.clear();
    index.catchUp();
    assertEquals(EmailSet.of(first), found("apple"));
    assertEquals(EmailSet.of(first), indexed());
  }

  @Test
  void aStopBetweenAnyTwoBatchesLosesNothing() {
    MailAccount jane = mail.open(1);
    for (int i = 0; i < 2 * SearchFixture.BATCH; i++) {
      file(jane, "mail " + i);
    }
    for (int stops = 0; stops < 200; stops++) {
      int budget = stops % 7;
      var left = new AtomicInteger(budget);
      boolean done = new IndexingRun(index.ports, 10, () -> left.getAndDecrement() > 0).run();
      assertTrue(
          index.index.find(JANE, new SearchQuery.All()).and(indexed()).equals(indexed()),
          "what is noted is in the index");
      if (stops == 60) {
        index.journal.rebuild(JANE);
      } else if (done && stops > 60) {
        break;
      }
    }
    index.catchUp();
    assertEquals(2 * SearchFixture.BATCH, found("mail").size());
  }

  @Test
  void aStoreThatIsAwayIsCaughtUpWith() {
    var away = new FailingBackend(new MemoryBackend());
    var apart = new DataSearchStore(new DataStore(away), Chance.secure());
    var other = new SearchFixture(mail, apart, DocumentLimits.DEFAULT);
    other.catchUp();
    long first = file(mail.open(1), "apple");
    away.failAll(FailingBackend::unavailable);
    assertThrows(StoreException.class, other::catchUp);
    assertEquals(Optional.empty(), other.search.find(JANE, new SearchQuery.All()));
    long second = file(mail.open(1), "apple");
    away.failAll(null);
    other.catchUp();
    assertEquals(
        EmailSet.of(first, second),
        other.search.find(JANE, meaning(other, "apple")).orElseThrow().found());
  }

  @Test
  void aBrokenMessageIsPassedOverAndReadBySearches() {
    index.catchUp();
    MailAccount jane = mail.open(1);
    long first = file(jane, "apple");
    var broken = mail.file(jane, MailFixture.inbox(jane), "broken");
    mail.store.commit(
        new Batch().delete(Subspace.BLOB_CHUNK, Range.all())); // all octets of all messages
    long last = file(jane, "another apple");
    index.catchUp();
    assertEquals(EmailSet.of(last), indexed());
    assertFalse(indexed().contains(first) || indexed().contains(broken.email()));
    assertEquals(2, mail.events.stream().filter(e -> e instanceof IndexEvent.Skipped).count());
    assertEquals(List.of(), index.journal.todo(new byte[0], 10));
  }

  @Test
  void aMessageBeyondTheLimitsIsNotNotedAsIndexed() {
    var small = new SearchFixture(mail, index.index, new DocumentLimits(100, 20));
    long shortOne = file(mail.open(1), "short");
    file(mail.open(1), "word ".repeat(30));
    small.catchUp();
    assertEquals(EmailSet.of(shortOne), small.journal.indexed(JANE));
    assertEquals(List.of(), small.journal.todo(new byte[0], 10));
  }

  @Test
  void rebuildingOneAccountLeavesOthersAlone() {
    long first = file(mail.open(1), "apple");
    file(mail.open(2), "apple");
    index.catchUp();
    index.index.removeAccount(JANE);
    index.journal.rebuild(JANE);
    index.catchUp();
    assertEquals(EmailSet.of(first), found("apple"));
    assertEquals(1, index.journal.indexed(new AccountId(2)).size());
  }

  @Test
  void whatDestroyedMessagesLeaveGoesWhenItIsMuch() {
    MailAccount jane = mail.open(1);
    var sent = jane.withRole(Role.SENT).orElseThrow().id();
    for (int i = 0; i < 1_010; i++) {
      mail.file(jane, sent, "From: a@example.org\r\n\r\npear\r\n", Flags.NONE);
    }
    long kept = file(jane, "apple");
    index.catchUp();
    assertFalse(index.index.isWorn(JANE));
    jane.delete(sent);
    index.catchUp();
    assertFalse(index.index.isWorn(JANE));
    assertEquals(EmailSet.of(kept), found("apple"));
    assertTrue(
        mail.store.scan(Subspace.SEARCH, Range.all(), Direction.UP, 1_000).stream()
            .noneMatch(
                entry -> new String(entry.key(), StandardCharsets.ISO_8859_1).contains("pear")));
  }

  @Test
  void mailThatComesInDoesNotMakeItTryMoreOften() throws Exception {
    var rules =
        new IndexingRules(100, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMinutes(10));
    var away = new FailingBackend(new MemoryBackend());
    var tries = new AtomicInteger();
    away.failAll(() -> {
      tries.incrementAndGet();
      return FailingBackend.unavailable();
    });
    var apart = new DataSearchStore(new DataStore(away), Chance.secure());
    var other = new SearchFixture(mail, apart, DocumentLimits.DEFAULT);
    try (var indexer = new Indexer(other.ports, rules)) {
      indexer.start();
      awaitTrouble(indexer);
      int before = tries.get();
      for (int i = 0; i < 50; i++) {
        indexer.wake();
        Thread.sleep(4);
      }
      assertTrue(tries.get() - before <= 1, tries.get() + " tries instead of " + before);
      away.failAll(null);
      long first = file(mail.open(1), "apple");
      indexer.wake();
      await(indexer);
      assertEquals(EmailSet.of(first), other.journal.indexed(JANE));
    }
  }

  @Test
  void theIndexerWorksWhenItIsWoken() throws Exception {
    var rules =
        new IndexingRules(100, Duration.ofMillis(5), Duration.ofSeconds(1), Duration.ofMinutes(10));
    try (var indexer = new Indexer(index.ports, rules);
        var _ = mail.accounts.listen((_, _, _) -> indexer.wake())) {
      indexer.start();
      long first = file(mail.open(1), "apple");
      await(indexer);
      assertEquals(EmailSet.of(first), found("apple"));
      mail.failing.failAll(FailingBackend::unavailable);
      indexer.wake();
      awaitTrouble(indexer);
      mail.failing.failAll(null);
      indexer.rebuildAll();
      long second = file(mail.open(1), "apple");
      await(indexer);
      assertEquals(EmailSet.of(first, second), found("apple"));
      assertNull(indexer.trouble());
    }
  }

  private static void await(Indexer indexer) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!indexer.isIdle() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertTrue(indexer.isIdle(), "idle in time");
  }

  private static void awaitTrouble(Indexer indexer) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (indexer.trouble() == null && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertNotNull(indexer.trouble());
  }

  private long file(MailAccount account, String body) {
    String text = "From: a@example.org\r\nSubject: none\r\n\r\n" + body + "\r\n";
    return mail.file(account, MailFixture.inbox(account), text, Flags.NONE).email().value();
  }

  private EmailSet indexed() {
    return index.journal.indexed(JANE);
  }

  private Optional<EmailSet> hits(String text) {
    return index
        .search
        .find(JANE, meaning(index, text))
        .map(hits -> hits.found().and(hits.indexed()));
  }

  private EmailSet found(String text) {
    return hits(text).orElseThrow();
  }

  private static SearchQuery meaning(SearchFixture of, String text) {
    return of.search.analysis().meaning(SearchField.TEXT, text).orElseThrow();
  }
}
