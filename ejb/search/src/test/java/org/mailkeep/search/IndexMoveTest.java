package org.mailkeep.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.Progress;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.SystemFlag;
import org.mailkeep.mailbox.UidSet;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.EmailSet;
import org.mailkeep.store.api.SearchField;
import org.mailkeep.store.api.SearchQuery;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.store.api.index.DataSearchStore;
import org.mailkeep.store.api.moving.MovableSearch;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.telemetry.IndexEvent;

final class IndexMoveTest {
  private static final AccountId JANE = new AccountId(1);
  private static final int MESSAGES = 120;

  private final MailFixture mail = new MailFixture(new MemoryBackend());
  private final DataSearchStore old = new DataSearchStore(mail.store, Chance.secure());
  private final FailingBackend away = new FailingBackend(new MemoryBackend());
  private final DataSearchStore next = new DataSearchStore(new DataStore(away), Chance.secure());
  private final MovableSearch movable = new MovableSearch(old);
  private final SearchFixture index = new SearchFixture(mail, movable, DocumentLimits.DEFAULT);

  @AfterEach
  void close() {
    mail.close();
  }

  @Test
  void theNewIndexTakesThePlaceWithAllThatWasIndexed() {
    fill();
    long unindexed = file(mail.open(1), "apple later");
    var during = new AtomicReference<EmailSet>(EmailSet.NONE);
    IndexMove.Done done =
        move(Progress.UNWATCHED).run(() -> during.set(movable.find(JANE, new SearchQuery.All())));
    assertEquals(MESSAGES + 1, done.messages());
    assertEquals(MESSAGES + 1, done.there());
    assertEquals(MESSAGES + 1, done.written());
    assertEquals(MESSAGES, during.get().size(), "the old one serves until then");
    assertEquals(MESSAGES, found("apple").size());
    assertEquals(EmailSet.NONE, old.find(JANE, new SearchQuery.All()), "the old one is empty");
    mail.events.clear();
    index.catchUp();
    assertTrue(found("apple").contains(unindexed), "what was not indexed then is now");
    assertTrue(
        mail.events.stream().noneMatch(event -> event instanceof IndexEvent.Rebuilding),
        "nothing is indexed a second time");
  }

  @Test
  void whatIsFiledAndDestroyedMeanwhileIsNotMissed() {
    fill();
    MailAccount jane = mail.open(1);
    var round = new AtomicInteger();
    move(new Steps(() -> {
      int now = round.incrementAndGet();
      file(jane, "apple meanwhile " + now);
      destroy(jane, now);
      file(jane, "apple afterwards " + now);
      if (now % 2 == 0) {
        index.catchUp();
      }
      if (now == 2) {
        index.journal.rebuild(JANE);
        index.catchUp();
      }
    }))
        .run(() -> {});
    assertTrue(round.get() >= 4, "much happened meanwhile: " + round.get());
    file(jane, "apple after");
    index.catchUp();
    List<EmailId> all = index.ports.messages().emails(JANE, 0, 10_000);
    EmailSet noted = index.journal.indexed(JANE).and(of(all));
    assertEquals(noted, next.find(JANE, new SearchQuery.All()).and(noted), "what is noted is held");
    assertEquals(MESSAGES + round.get() + 1, all.size());
    for (EmailId email : all) {
      assertTrue(found("apple").contains(email), "found by the index: " + email);
    }
    assertEquals(all.size(), found("apple").and(of(all)).size());
  }

  @Test
  void aMoveThatIsBrokenOffGoesOnWhereItWas() {
    fill();
    var impatient = new Steps(1);
    assertThrows(Progress.Cancelled.class, () -> move(impatient).run(() -> {}));
    assertEquals(MESSAGES, found("apple").size());
    long later = file(mail.open(1), "apple later");
    index.catchUp();
    IndexMove.Done done = move(Progress.UNWATCHED).run(() -> {});
    assertTrue(done.written() < MESSAGES, done.written() + " were indexed again");
    assertEquals(MESSAGES + 2, done.there());
    assertTrue(found("apple").contains(later));
  }

  @Test
  void anIndexOfOtherMailIsEmptiedFirst() {
    fill();
    var other = new MailFixture(new MemoryBackend());
    file(other.open(1), "foreign");
    new SearchFixture(other, next, DocumentLimits.DEFAULT).catchUp();
    String before = next.generation();
    move(Progress.UNWATCHED).run(() -> {});
    assertNotEquals(before, next.generation());
    assertEquals(EmailSet.NONE, found("foreign"));
    assertEquals(MESSAGES, found("apple").size());
    other.close();
  }

  @Test
  void aNewIndexThatFailsHoldsNothingUp() {
    fill();
    var failing = new Steps(() -> away.failAll(FailingBackend::unavailable));
    assertThrows(StoreException.Unavailable.class, () -> move(failing).run(() -> {}));
    long later = file(mail.open(1), "apple later");
    index.catchUp();
    assertTrue(found("apple").contains(later));
    away.failAll(null);
    assertEquals(MESSAGES + 2, move(Progress.UNWATCHED).run(() -> {}).there());
    assertTrue(found("apple").contains(later));
  }

  @Test
  void aSwitchThatFailsLeavesTheOldIndexServing() {
    fill();
    var failure = new StoreException.Unavailable("no room for the file");
    assertThrows(
        StoreException.Unavailable.class,
        () ->
            move(Progress.UNWATCHED)
                .run(() -> {
                  throw failure;
                }));
    mail.events.clear();
    long later = file(mail.open(1), "apple later");
    index.catchUp();
    assertTrue(old.find(JANE, new SearchQuery.All()).contains(later));
    assertTrue(
        mail.events.stream().noneMatch(event -> event instanceof IndexEvent.Rebuilding),
        "nothing is indexed anew");
    assertEquals(1, move(Progress.UNWATCHED).run(() -> {}).written(), "only what has come since");
  }

  private IndexMove move(Progress progress) {
    return new IndexMove(movable, next, index.ports, SearchFixture.BATCH, progress);
  }

  private void fill() {
    for (int i = 0; i < MESSAGES; i++) {
      file(mail.open(1), "apple " + i, i < 20 ? Flags.of(SystemFlag.DELETED) : Flags.NONE);
    }
    file(mail.open(2), "pear");
    index.catchUp();
  }

  private long file(MailAccount account, String body) {
    return file(account, body, Flags.NONE);
  }

  private long file(MailAccount account, String body, Flags flags) {
    String text = "From: a@example.org\r\nSubject: none\r\n\r\n" + body + "\r\n";
    return mail.file(account, MailFixture.inbox(account), text, flags).email().value();
  }

  private static void destroy(MailAccount account, int uid) {
    assertEquals(UidSet.of(uid), account.expunge(MailFixture.inbox(account), UidSet.of(uid)));
  }

  private static EmailSet of(List<EmailId> emails) {
    return EmailSet.of(emails.stream().mapToLong(EmailId::value).toArray());
  }

  private EmailSet found(String text) {
    SearchQuery query = index.search.analysis().meaning(SearchField.TEXT, text).orElseThrow();
    return index
        .search
        .find(JANE, query)
        .map(hits -> hits.found().and(hits.indexed()))
        .orElse(EmailSet.NONE);
  }

  /// Does something after each step, and wants no more after some.
  private static final class Steps implements Progress {
    private final Runnable each;
    private int patience = Integer.MAX_VALUE;

    Steps(Runnable each) {
      this.each = each;
    }

    Steps(int patience) {
      this(() -> {});
      this.patience = patience;
    }

    @Override
    public void begin(String what, long total, String unit) {}

    @Override
    public void advance(long more) {
      each.run();
      patience--;
    }

    @Override
    public void say(String message) {}

    @Override
    public boolean cancelled() {
      return patience <= 0;
    }

    @Override
    public void pause(Duration time) {}
  }
}
