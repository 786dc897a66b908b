package org.mailkeep.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.history.History.Wanted;
import org.mailkeep.kernel.Actor;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.outbox.AuditChange;
import org.mailkeep.store.api.outbox.AuditEntry;
import org.mailkeep.store.api.outbox.DeliveryReport;
import org.mailkeep.store.api.outbox.Outbox;
import org.mailkeep.telemetry.Event;
import org.mailkeep.telemetry.HistoryEvent;

/// What the history does on each kind of database.
abstract class HistoryContract {
  private static final Instant START = Instant.parse("2026-11-28T20:00:00Z");
  private static final Actor JANE = new Actor("jane@example.org", "password", "192.0.2.7");

  @TempDir Path folder = Path.of("");

  private final AtomicReference<Instant> time = new AtomicReference<>(START);
  private final InstantSource clock = time::get;
  private final List<Event> events = new ArrayList<>();
  private final FailingDeletes backend = new FailingDeletes();
  private final DataStore store = new DataStore(backend);
  private final Outbox outbox = new Outbox(clock, Chance.secure());
  private ToggledSource source = new ToggledSource(noSource());
  private History history = new History(noSource());
  private Intake intake = intake();

  /// A database in which there is no history yet.
  abstract DataSource database() throws Exception;

  /// The same database without a history.
  static DataSource emptied(DataSource database) throws SQLException {
    try (var connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table :
          List.of(
              "mailkeep_audit",
              "mailkeep_audit_part",
              "mailkeep_delivery",
              "mailkeep_history_schema")) {
        statement.executeUpdate("DROP TABLE IF EXISTS " + table);
      }
    }
    return database;
  }

  @BeforeEach
  final void open() throws Exception {
    source = new ToggledSource(database());
    history = new History(source.source());
    intake = intake();
  }

  @AfterEach
  final void close() {
    history.close();
  }

  private static DataSource noSource() {
    return (DataSource)
        Proxy.newProxyInstance(
            HistoryContract.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (_, _, _) -> {
              throw new IllegalStateException("not opened");
            });
  }

  private Intake intake() {
    return new Intake(
        store, history, new Intake.Rules(7, Duration.ofSeconds(5)), clock, events::add);
  }

  private void change(AuditChange change) {
    JANE.does(() ->
        store.write((_, batch) -> {
          batch.put(Subspace.DIRECTORY, new byte[] {1}, new byte[] {2});
          outbox.add(batch, change);
          return change;
        }));
  }

  private static AuditChange renamed(String account) {
    var parts = new AuditChange.Parts().field("name", "Jane", "Janet").secret("secrets", 1, 2);
    return new AuditChange("update", "account", "17", account, parts.all());
  }

  private List<AuditEntry> all(AuditQuery query) {
    return history.audit(query, Wanted.first(1_000)).items();
  }

  private int waiting() {
    return Outbox.audit(store, Instant.EPOCH, 10_000).size();
  }

  @Test
  void whatWasCommittedArrivesWithAllThatIsKnownOfIt() {
    change(renamed("jane@example.org"));
    assertEquals(START.plusSeconds(5), intake.tick());
    AuditEntry entry = all(AuditQuery.ALL).getFirst();
    assertEquals(START, entry.at());
    assertEquals(JANE, entry.actor());
    assertEquals(
        List.of(
            new AuditChange.Part("name", "Jane", "Janet"),
            new AuditChange.Part("secrets", "(changed)", "(changed)")),
        entry.change().parts());
    assertEquals(
        AuditChange.of("update", "account", "17", "jane@example.org"),
        AuditChange.of(
            entry.change().operation(),
            entry.change().kind(),
            entry.change().id(),
            entry.change().name()));
    assertEquals(0, waiting());
  }

  @Test
  void whatTheDatabaseHasAlreadyComesNoSecondTime() {
    for (int i = 0; i < 20; i++) {
      change(renamed("a" + i));
    }
    backend.fail(true);
    intake.tick(); // the first seven are in the database, and still in the outbox
    assertEquals(7, all(AuditQuery.ALL).size());
    assertEquals(20, waiting());
    backend.fail(false);
    intake.tick();
    assertEquals(20, all(AuditQuery.ALL).size());
    assertEquals(0, waiting());
  }

  @Test
  void twoWhoTakeOverAtOnceDoubleNothing() throws Exception {
    for (int i = 0; i < 60; i++) {
      change(renamed("a" + i));
    }
    try (var other = new History(source.source())) {
      var rules = new Intake.Rules(9, Duration.ofSeconds(5));
      var theirs = new Intake(store, other, rules, clock, events::add);
      Thread thread = Thread.ofPlatform().start(theirs::tick);
      intake.tick();
      thread.join();
      intake.tick();
      theirs.tick();
    }
    assertEquals(60, all(AuditQuery.ALL).size());
    assertEquals(0, waiting());
  }

  @Test
  void aDatabaseThatIsAwayDelaysEntriesAndLosesNone() {
    source.away(true);
    change(renamed("one"));
    Instant again = intake.tick();
    assertEquals(START.plusSeconds(5), again);
    assertThrows(HistoryException.class, () -> all(AuditQuery.ALL));
    change(renamed("two"));
    assertEquals(START.plusSeconds(10), intake.tick());
    assertTrue(intake.complaint().orElse("").contains("the database is away"));
    assertEquals(2, waiting());
    time.set(START.plusSeconds(30));
    source.away(false);
    intake.tick();
    assertEquals(2, all(AuditQuery.ALL).size());
    assertTrue(intake.complaint().isEmpty());
    assertEquals(1, events.stream().filter(HistoryEvent.Delayed.class::isInstance).count());
    assertTrue(events.contains(new HistoryEvent.Resumed(Duration.ofSeconds(30))));
  }

  @Test
  void whatLiesInTheOutboxFromBeforeIsFoundWithinAMinute() {
    change(renamed("now"));
    intake.tick();
    time.set(START.minus(Duration.ofHours(1)));
    var late = new Outbox(clock, Chance.secure()); // another node, an hour late
    store.write((_, batch) -> {
      late.add(batch, renamed("late"));
      return true;
    });
    time.set(START.plusSeconds(61));
    intake.tick();
    assertEquals(2, all(AuditQuery.ALL).size());
  }

  @Test
  void linesAreFoundByWhoWhatWhereAndWhen() {
    change(renamed("jane@example.org"));
    time.set(START.plusSeconds(60));
    change(AuditChange.of("create", "domain", "example.net", "example.net"));
    store.write((_, batch) -> {
      outbox.add(batch, AuditChange.of("ban", "network", "203.0.113.9/32", ""));
      return true;
    });
    intake.tick();
    var some = new AuditQuery("jane@example.org", null, null, null, null, null, null);
    assertEquals(2, all(some).size());
    assertEquals(1, all(new AuditQuery("system", null, null, null, null, null, null)).size());
    assertEquals(1, all(new AuditQuery(null, "domain", null, null, null, null, null)).size());
    assertEquals(1, all(new AuditQuery(null, null, "17", null, null, null, null)).size());
    assertEquals(
        1, all(new AuditQuery(null, null, "jane@example.org", null, null, null, null)).size());
    assertEquals(1, all(new AuditQuery(null, null, null, "ban", null, null, null)).size());
    assertEquals(2, all(new AuditQuery(null, null, null, null, "192.0.2.7", null, null)).size());
    Instant later = START.plusSeconds(60);
    assertEquals(2, all(new AuditQuery(null, null, null, null, null, later, null)).size());
    assertEquals(1, all(new AuditQuery(null, null, null, null, null, null, later)).size());
    String injected = "x' or '1' = '1";
    assertEquals(0, all(new AuditQuery(injected, null, null, null, null, null, null)).size());
  }

  @Test
  void listsComeInPartsTheLatestFirst() {
    for (int i = 0; i < 25; i++) {
      change(renamed("a" + i));
    }
    intake.tick();
    var names = new ArrayList<String>();
    String after = "";
    do {
      Part<AuditEntry> part = history.audit(AuditQuery.ALL, new Wanted(after, 0, 10));
      assertEquals(25, part.total());
      part.items().forEach(entry -> names.add(entry.change().name()));
      after = part.next();
    } while (!after.isEmpty());
    assertEquals(25, names.size());
    assertEquals("a24", names.getFirst());
    assertEquals("a0", names.getLast());
    Part<AuditEntry> second = history.audit(AuditQuery.ALL, new Wanted("", 10, 10));
    assertEquals("a14", second.items().getFirst().change().name());
  }

  @Test
  void oddTextsAreKeptAsFarAsADatabaseCan() {
    String odd = "\0 'é\" % 🔑 ".repeat(1_000);
    change(
        new AuditChange(
            "update", "account", odd, odd, new AuditChange.Parts().field(odd, odd, null).all()));
    intake.tick();
    AuditChange kept = all(AuditQuery.ALL).getFirst().change();
    assertTrue(kept.name().startsWith("\ufffd 'é\" % 🔑 "), kept.name());
    assertEquals(1, kept.parts().size());
    assertNull(kept.parts().getFirst().after());
    assertEquals(0, waiting());
  }

  @Test
  void whatIsOldEnoughGoes() {
    for (int i = 0; i < 12; i++) {
      change(renamed("old"));
    }
    time.set(START.plusSeconds(100));
    change(renamed("new"));
    intake.tick();
    assertEquals(12, history.purgeAudit(START.plusSeconds(50), Progress.UNWATCHED));
    assertEquals(1, all(AuditQuery.ALL).size());
    assertEquals(0, history.purgeAudit(START.plusSeconds(50), Progress.UNWATCHED));
  }

  @Test
  void deliveriesAreKeptAndFound() {
    var report =
        new DeliveryReport(
            "q1",
            "jane@example.org",
            "bob@example.net",
            17,
            "192.0.2.7",
            "relayed",
            START.minusSeconds(3),
            2,
            "mx.example.net",
            "250 2.0.0 ok");
    var failed =
        new DeliveryReport(
            "q1", "jane@example.org", "eve@example.net", 17, "", "failed", START, 1, null, "no");
    store.write((_, batch) -> {
      outbox.add(batch, report);
      outbox.add(batch, failed);
      return true;
    });
    intake.tick();
    var all = history.deliveries(DeliveryQuery.ALL, Wanted.first(10));
    assertEquals(2, all.total());
    assertEquals(report, all.items().getLast().report());
    var only = new DeliveryQuery("q1", null, null, "failed", null, null, null, null);
    assertEquals(failed, history.deliveries(only, Wanted.first(1)).items().getFirst().report());
    var remote = new DeliveryQuery(null, null, null, null, "mx.example.net", null, null, null);
    assertEquals(1, history.deliveries(remote, Wanted.first(10)).total());
    assertEquals(0, Outbox.deliveries(store, Instant.EPOCH, 10).size());
    assertEquals(2, history.purgeDeliveries(START.plusSeconds(1), Progress.UNWATCHED));
  }

  @Test
  void aHistoryIsOpenedAgainAsItWas() throws Exception {
    change(renamed("one"));
    intake.tick();
    history.close();
    try (var again = new History(source.source())) {
      assertEquals(1, again.audit(AuditQuery.ALL, Wanted.first(10)).total());
    }
  }
}
