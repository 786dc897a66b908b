package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mailkeep.imap.ImapServer;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.Role;
import org.mailkeep.mailbox.UidSet;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.search.DocumentLimits;
import org.mailkeep.search.IndexLag;
import org.mailkeep.search.SearchFixture;
import org.mailkeep.store.api.EmailSet;
import org.mailkeep.store.api.ObservedSearch;
import org.mailkeep.store.api.SearchQuery;
import org.mailkeep.store.api.StoreWatch;
import org.mailkeep.store.elasticsearch.ElasticsearchStore;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.store.servers.FaultProxy;
import org.mailkeep.store.servers.FaultProxy.Fault;
import org.mailkeep.store.servers.OpenSearchServer;
import org.mailkeep.telemetry.Event;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.IndexEvent;
import org.mailkeep.telemetry.StoreEvent;

/// An hour, by the clock of the tests, without the server that keeps the full-text index: mail is
/// filed, found and destroyed all the while, monitoring says why, and the index catches up by
/// itself.
@Tag("servers")
final class IndexOutageTest {
  private static final AccountId JANE = new AccountId(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String INDEX = "outage";

  private final MailFixture mail = new MailFixture(new MemoryBackend());
  private final List<Event> told = new ArrayList<>();
  private final List<Duration> waits = new ArrayList<>();
  private OpenSearchServer words;
  private FaultProxy proxy;
  private ElasticsearchStore store;
  private StoreWatch watch;
  private SearchFixture index;
  private Instant nextTurn = Instant.MIN;
  private int filed;

  @SuppressWarnings("NullAway.Init") // JUnit calls open first
  IndexOutageTest() {}

  @BeforeEach
  void open() throws IOException {
    words = OpenSearchServer.started();
    proxy = FaultProxy.before(words.port());
    store =
        ElasticsearchStore.open(
            OutsideIndexCheckTest.config("http://127.0.0.1:" + proxy.port(), INDEX),
            Chance.secure());
    watch = new StoreWatch("words", store::check, told::add, HOUR);
    var observed = new ObservedSearch(store, watch, Events.none(), HOUR);
    index = new SearchFixture(mail, observed, DocumentLimits.DEFAULT);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    proxy.close();
    words.close();
  }

  @Test
  void anHourWithoutTheIndexCostsNothingButReadingMail() throws IOException {
    try (var server = new ImapServer(mail, index)) {
      MailAccount jane = server.jane();
      ImapServer.Client client = login(server);
      for (int i = 0; i < 3; i++) {
        file(jane);
      }
      mail.file(jane, archive(jane), "Subject: none\r\n\r\npear\r\n", Flags.NONE);
      work();
      assertEquals(EmailSet.of(1, 2, 3, 4), indexed(), "the index knows all before");
      assertEquals("* SEARCH 1 2 3", search(client, "apple"));
      assertEquals(List.of(), readiness().warnings());

      proxy.set(new Fault.Refuse());
      waits.clear();
      jane.copy(MailFixture.inbox(jane), UidSet.of(1), archive(jane));
      for (int minute = 1; minute <= 60; minute++) {
        passOneMinute();
        file(jane);
        if (minute % 10 == 0) {
          behind(client, minute);
        }
      }
      jane.delete(archive(jane)); // what the index knows, and what came meanwhile
      assertEquals("* SEARCH 2", search(client, "only1x"));
      retriesBackedOff();

      proxy.set(new Fault.None());
      for (int minute = 0; minute < 2; minute++) {
        passOneMinute();
      }
      caughtUp(client);
    }
  }

  /// Searches are right, the journal grows, and monitoring says why, though mail flows.
  private void behind(ImapServer.Client client, int minute) throws IOException {
    assertEquals(filed, search(client, "apple").split(" ").length - 2, "all are found");
    assertEquals("* SEARCH " + filed, search(client, "only" + (filed - 1) + "x"), "the last, too");
    assertEquals(minute + 1, index.journal.backlog(IndexLag.MOST).entries());
    IndexLag.Lag lag = index.indexer.lag().now();
    assertEquals(minute, lag.oldest().toMinutes());
    Readiness now = readiness();
    assertTrue(now.ready(), "mail flows: " + now);
    assertTrue(
        now.warnings().getFirst().startsWith("store words: store.words: check: "), now.toString());
    assertTrue(now.warnings().get(1).startsWith("full-text index: store.words"), now.toString());
    assertEquals(minute > 15 ? 3 : 2, now.warnings().size(), now.toString());
    if (minute > 15) {
      assertTrue(now.warnings().getLast().contains("messages wait to be indexed"), now.toString());
    }
  }

  /// A second, then twice as long each time, up to a minute.
  private void retriesBackedOff() {
    assertEquals(
        List.of(1L, 2L, 4L, 8L, 16L, 32L),
        waits.subList(0, 6).stream().map(Duration::toSeconds).toList());
    List<Duration> later = waits.subList(6, waits.size());
    assertTrue(later.stream().allMatch(MINUTE::equals), "" + waits);
    assertTrue(later.size() > 50 && later.size() <= 60, later.size() + " tries in an hour");
  }

  private void caughtUp(ImapServer.Client client) throws IOException {
    var expected = new EmailSet.Builder();
    mail.accounts.messages().emails(JANE, 0, 1_000).forEach(email -> expected.add(email.value()));
    assertEquals(filed, expected.build().size());
    assertEquals(0, index.journal.backlog(IndexLag.MOST).entries());
    assertEquals(expected.build(), store.find(JANE, new SearchQuery.All()));
    assertEquals(expected.build(), indexed().and(expected.build()));
    assertEquals(filed + 1, words.documents(INDEX), "each once, and the record of the checks");
    assertEquals(filed, search(client, "apple").split(" ").length - 2);
    assertEquals(Readiness.READY, readiness());
    assertEquals(IndexLag.Lag.NONE, index.indexer.lag().now());
    List<Event> events = mail.events;
    assertEquals(1, events.stream().filter(IndexEvent.Behind.class::isInstance).count());
    assertEquals(1, events.stream().filter(IndexEvent.Late.class::isInstance).count());
    IndexEvent.Resumed resumed =
        events.stream()
            .filter(IndexEvent.Resumed.class::isInstance)
            .map(IndexEvent.Resumed.class::cast)
            .findFirst()
            .orElseThrow();
    assertTrue(resumed.took().compareTo(HOUR.minus(MINUTE)) >= 0, resumed.toString());
    assertTrue(resumed.took().compareTo(HOUR.plus(MINUTE)) < 0, resumed.toString());
    assertEquals(1, told.stream().filter(StoreEvent.Troubled.class::isInstance).count());
    assertEquals(1, told.stream().filter(StoreEvent.Recovered.class::isInstance).count());
  }

  /// What runs on a server meanwhile: the store is looked at, and the indexer tries when it is due.
  private void passOneMinute() {
    Instant end = mail.clock.instant().plus(MINUTE);
    watch.check();
    while (!nextTurn.isAfter(end)) {
      if (nextTurn.isAfter(mail.clock.instant())) {
        mail.clock.pass(Duration.between(mail.clock.instant(), nextTurn));
      }
      work();
    }
    mail.clock.pass(Duration.between(mail.clock.instant(), end));
  }

  private void work() {
    Duration wait = index.turn();
    waits.add(wait);
    nextTurn = mail.clock.instant().plus(wait);
  }

  private void file(MailAccount account) {
    String text = "From: a@example.org\r\nSubject: none\r\n\r\napple only" + filed++ + "x\r\n";
    mail.file(account, MailFixture.inbox(account), text, Flags.NONE);
  }

  private static MailboxId archive(MailAccount account) {
    return account.withRole(Role.SENT).orElseThrow().id();
  }

  private EmailSet indexed() {
    return index.journal.indexed(JANE);
  }

  private Readiness readiness() {
    return Readiness.of(
        List.of(watch), List.of(), Optional.of("words"), index.indexer.complaints());
  }

  private static String search(ImapServer.Client client, String word) throws IOException {
    client.command("n", "NOOP");
    List<String> lines = client.command("s", "SEARCH BODY " + word);
    assertTrue(lines.getLast().startsWith("s OK"), "" + lines);
    return lines.stream().filter(line -> line.startsWith("* SEARCH")).findFirst().orElseThrow();
  }

  private static ImapServer.Client login(ImapServer server) throws IOException {
    ImapServer.Client client = server.connect();
    client.line();
    client.command("l", "LOGIN jane secret");
    client.command("e", "SELECT INBOX");
    return client;
  }
}
