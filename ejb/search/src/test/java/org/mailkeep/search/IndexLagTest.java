package org.mailkeep.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.telemetry.IndexEvent;

/// How far the index is behind is told as it is.
final class IndexLagTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final IndexingRules RULES =
      new IndexingRules(10, Duration.ZERO, Duration.ZERO, MINUTE.multipliedBy(5));

  private final MailFixture mail = new MailFixture(new MemoryBackend());
  private final SearchFixture index = new SearchFixture(mail);
  private final Indexer indexer = new Indexer(index.ports, RULES);

  @AfterEach
  void close() {
    mail.close();
  }

  @Test
  void whatWaitsIsCountedWithTheAgeOfTheFirst() {
    indexer.turn();
    assertEquals(IndexLag.Lag.NONE, indexer.lag().now());
    MailAccount jane = mail.open(1);
    mail.file(jane, MailFixture.inbox(jane), "a");
    mail.clock.pass(MINUTE);
    MailAccount other = mail.open(2);
    mail.file(other, MailFixture.inbox(other), "b");
    mail.clock.pass(MINUTE);
    assertEquals(new IndexLag.Lag(2, MINUTE.multipliedBy(2)), indexer.lag().now());
    indexer.turn();
    mail.clock.pass(MINUTE);
    assertEquals(IndexLag.Lag.NONE, indexer.lag().now());
  }

  @Test
  void itIsNotCountedForEachWhoAsks() {
    MailAccount jane = mail.open(1);
    mail.file(jane, MailFixture.inbox(jane), "a");
    assertEquals(1, indexer.lag().now().waiting());
    mail.file(jane, MailFixture.inbox(jane), "b");
    assertEquals(1, indexer.lag().now().waiting());
    mail.clock.pass(MINUTE);
    assertEquals(2, indexer.lag().now().waiting());
    mail.failing.failAll(FailingBackend::unavailable);
    mail.clock.pass(MINUTE);
    assertEquals(2, indexer.lag().now().waiting(), "what was known last");
  }

  @Test
  void itIsToldOnceWhenItIsLateAndAgainTheNextTime() {
    MailAccount jane = mail.open(1);
    for (int late = 1; late <= 2; late++) {
      mail.file(jane, MailFixture.inbox(jane), "late" + late);
      mail.failing.failAll(FailingBackend::unavailable);
      for (int minute = 0; minute < 8; minute++) {
        mail.clock.pass(MINUTE);
        mail.failing.failAll(null);
        indexer.lag().watch();
        mail.failing.failAll(FailingBackend::unavailable);
        indexer.turn();
      }
      assertEquals(late, lates().size());
      assertEquals(
          Optional.of("1 messages wait to be indexed, the first for 8 minutes"),
          indexer.lag().lateness());
      mail.failing.failAll(null);
      indexer.turn();
      mail.clock.pass(MINUTE);
      indexer.turn();
      assertEquals(List.of(), indexer.complaints());
    }
    assertTrue(lates().getFirst().oldest().compareTo(MINUTE.multipliedBy(5)) > 0);
  }

  @Test
  void entriesOfAnEarlierVersionHaveNoAge() {
    MailAccount jane = mail.open(1);
    mail.file(jane, MailFixture.inbox(jane), "a");
    byte[] prefix = {1};
    for (Entry entry :
        mail.store.scan(Subspace.SEARCH_JOURNAL, Range.prefix(prefix), Direction.UP, 10)) {
      mail.store.commit(
          new Batch().put(Subspace.SEARCH_JOURNAL, entry.key(), new byte[] {entry.value()[0]}));
    }
    mail.clock.pass(MINUTE);
    assertEquals(new IndexLag.Lag(1, Duration.ZERO), indexer.lag().now());
    indexer.turn();
    assertEquals(1, index.journal.indexed(new AccountId(1)).size());
  }

  @Test
  void anAccountThatIsIndexedAnewCountsOnceAndKeepsItsAge() {
    MailAccount jane = mail.open(1);
    for (int i = 0; i < 25; i++) {
      mail.file(jane, MailFixture.inbox(jane), "m" + i);
    }
    indexer.turn();
    index.journal.rebuild(new AccountId(1));
    mail.clock.pass(MINUTE);
    assertEquals(new IndexLag.Lag(1, MINUTE), indexer.lag().now());
    int[] left = {3};
    new IndexingRun(index.ports, 10, () -> left[0]-- > 0).run();
    mail.clock.pass(MINUTE);
    assertEquals(new IndexLag.Lag(1, MINUTE.multipliedBy(2)), indexer.lag().now());
  }

  @Test
  void noMoreIsCountedThanIsAskedFor() {
    MailAccount jane = mail.open(1);
    for (int i = 0; i < 25; i++) {
      mail.file(jane, MailFixture.inbox(jane), "m" + i);
    }
    assertEquals(7, index.journal.backlog(7).entries());
    assertEquals(25, index.journal.backlog(1_000).entries());
  }

  private List<IndexEvent.Late> lates() {
    return mail.events.stream()
        .filter(IndexEvent.Late.class::isInstance)
        .map(IndexEvent.Late.class::cast)
        .toList();
  }
}
