package org.mailkeep.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.history.History.Wanted;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.outbox.AuditChange;
import org.mailkeep.store.api.outbox.AuditEntry;
import org.mailkeep.store.api.outbox.Outbox;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.store.rocksdb.RocksDbBackend;
import org.mailkeep.store.rocksdb.RocksDbConfig;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.PostgreSqlServer;
import org.mailkeep.telemetry.Events;

/// Each change that was acknowledged is in the audit trail once, though the process that commits
/// and takes over, or the database, is killed at any moment.
class HistoryKillTest {
  private static final int ROUNDS = 2;
  private static final Intake.Rules RULES = new Intake.Rules(20, Duration.ofMillis(20));

  /// Tells a whole line from one that was cut off.
  private static final String END = ".";

  @TempDir Path folder = Path.of("");

  @Test
  void ofTheProcessLosesAndDoublesNothing() throws Exception {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    var acknowledged = new ArrayList<String>();
    for (int round = 0; round < ROUNDS; round++) {
      acknowledged.addAll(killed(round, 300 + random.nextInt(700)));
    }
    System.out.println(acknowledged.size() + " acknowledged, seed " + seed);
    assertTrue(acknowledged.size() > ROUNDS * 10, acknowledged.size() + " changes");
    try (DataBackend backend = store(folder);
        var history = new History(file(folder))) {
      var store = new DataStore(backend);
      intake(store, history).tick();
      assertEach(acknowledged, history);
    }
  }

  /// What a process acknowledged until it was killed.
  private List<String> killed(int round, int millis) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                HistoryKillTest.class.getName(),
                folder.toString(),
                String.valueOf(round))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var names = new ArrayList<String>();
    try (BufferedReader out = process.inputReader()) {
      String line = out.readLine();
      assertEquals("ready", line);
      Thread.ofVirtual()
          .start(() -> {
            try {
              Thread.sleep(millis);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            process.toHandle().destroyForcibly();
          });
      while ((line = out.readLine()) != null) {
        if (line.endsWith(END)) {
          names.add(line.substring(0, line.length() - END.length()));
        }
      }
    }
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    return names;
  }

  /// The process that is killed: commits changes one after the other, takes over beside that.
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    PrintStream out = System.out;
    var store = new DataStore(store(folder));
    var history = new History(file(folder));
    var intake = intake(store, history);
    intake.tick();
    out.println("ready");
    out.flush();
    takingOver(intake, new AtomicBoolean());
    var outbox = new Outbox(InstantSource.system(), Chance.secure());
    for (int i = 0; true; i++) {
      String name = arguments[1] + "-" + i;
      change(store, outbox, name);
      out.println(name + END);
      out.flush();
    }
  }

  @Test
  void ofTheDatabaseLosesAndDoublesNothing() throws Exception {
    try (DataBackend backend = store(folder);
        var server = PostgreSqlServer.started(Durability.FLUSHED);
        var history = new History(PostgreSqlHistoryTest.connections(server))) {
      var store = new DataStore(backend);
      var intake = intake(store, history);
      var ended = new AtomicBoolean();
      Thread taker = takingOver(intake, ended);
      var outbox = new Outbox(InstantSource.system(), Chance.secure());
      var acknowledged = new ArrayList<String>();
      for (int round = 0; round < ROUNDS; round++) {
        write(store, outbox, "up-" + round, acknowledged);
        server.kill();
        write(store, outbox, "down-" + round, acknowledged);
        server.start();
      }
      ended.set(true);
      taker.join();
      intake.catchUp();
      assertEach(acknowledged, history);
    }
  }

  private static void write(
      DataStore store, Outbox outbox, String name, List<String> acknowledged) {
    for (int i = 0; i < 60; i++) {
      change(store, outbox, name + "-" + i);
      acknowledged.add(name + "-" + i);
    }
  }

  private static Thread takingOver(Intake intake, AtomicBoolean ended) {
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          while (!ended.get()) {
            intake.tick();
            LockSupport.parkNanos(1_000_000);
          }
        });
  }

  private static void change(DataStore store, Outbox outbox, String name) {
    store.write((_, batch) -> {
      outbox.add(batch, AuditChange.of("create", "account", name, name));
      return name;
    });
  }

  /// What was not acknowledged may be there, too, but nothing twice.
  private static void assertEach(List<String> acknowledged, History history) {
    var names = new ArrayList<String>();
    String after = "";
    do {
      Part<AuditEntry> part = history.audit(AuditQuery.ALL, new Wanted(after, 0, 500));
      part.items().forEach(entry -> names.add(entry.change().name()));
      after = part.next();
    } while (!after.isEmpty());
    var once = new HashSet<>(names);
    assertEquals(names.size(), once.size(), "doubled");
    var lost = new ArrayList<>(acknowledged);
    lost.removeAll(once);
    assertEquals(List.of(), lost);
  }

  private static DataBackend store(Path folder) {
    return RocksDbBackend.open(RocksDbConfig.defaults(folder.resolve("store")));
  }

  private static DataSource file(Path folder) {
    return SqliteHistoryTest.file(folder.resolve("history.sqlite").toString());
  }

  private static Intake intake(DataStore store, History history) {
    return new Intake(store, history, RULES, InstantSource.system(), Events.none());
  }
}
