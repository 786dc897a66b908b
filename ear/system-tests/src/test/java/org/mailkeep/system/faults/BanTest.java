package org.mailkeep.system.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.mailkeep.system.Api;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.Wire;

/// Who guesses passwords is slowed down and banned, and others do not feel it. Clients come from
/// addresses of loopback; the server takes 127.0.0.1 alone for itself. It measures time, so no
/// other class runs beside it.
@Isolated
@Tag("servers")
final class BanTest {
  private static final String JANE = "jane@example.org";
  private static final String JOE = "joe@example.org";
  private static final int ATTEMPTS = 10_000;
  private static final int ADDRESSES = 100;
  private static final int AT_ONCE = 50;

  /// An account that nobody attacks logs in within this, with or without an attack.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @TempDir Path folder;
  private MailServer server;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    server =
        MailServer.in(
            folder.resolve("instance"),
            """
            imap.auth.allow-plain-text = true
            authentication.remember = false
            authentication.master.user = "master"
            authentication.master.secret = "everybody's secret"
            authentication.fallback-admin.user = "root"
            authentication.fallback-admin.secret = "the file's secret"
            server.max-connections-per-address = 1000
            """);
    server.start();
    Api api = server.api();
    api.createDomain("example.org");
    api.createAccount(JANE, "jane's own secret");
    api.createAccount(JOE, "joe's own secret");
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  /// What became of a login.
  private enum Result {
    IN,
    WRONG,
    THROTTLED,
    DROPPED
  }

  private Result login(String from, String login, String password) {
    try (var wire = new Wire(from, server.port("imap"))) {
      wire.line();
      String answer = wire.imap("LOGIN \"" + login + "\" \"" + password + "\"").getLast();
      if (answer.startsWith("OK")) {
        return Result.IN;
      }
      return answer.contains("UNAVAILABLE") ? Result.THROTTLED : Result.WRONG;
    } catch (IOException e) {
      return Result.DROPPED;
    }
  }

  @Test
  void aGuesserIsSlowedBannedListedAndForgiven() throws IOException, InterruptedException {
    for (int i = 0; i < 10; i++) {
      assertEquals(Result.WRONG, login("127.0.7.1", JANE, "guess " + i));
    }
    assertEquals(Result.THROTTLED, login("127.0.7.1", JANE, "jane's own secret"));
    assertEquals(Result.IN, login("127.0.7.2", JOE, "joe's own secret"));
    for (int i = 11; i < 100; i++) {
      assertEquals(Result.THROTTLED, login("127.0.7.1", JANE, "guess " + i));
    }
    assertEquals(Result.DROPPED, login("127.0.7.1", JANE, "guess 100"));
    String listed = server.launcher("network", "list").success();
    assertTrue(listed.contains("127.0.7.1  blocked  ban"), listed);
    assertTrue(listed.contains("100 failed logins"), listed);
    String metrics = server.api().call("GET", "/metrics", "");
    assertTrue(metrics.contains("mailkeep_networks{kind=\"blocked\"} 1.0"), metrics);
    assertTrue(metrics.contains("mailkeep_security_banned_total"), metrics);
    server.restart();
    assertEquals(Result.DROPPED, login("127.0.7.1", JANE, "jane's own secret"), "a restart");
    String gone = server.launcher("network", "remove", "127.0.7.1").success();
    assertEquals("No longer blocked: 127.0.7.1\n", gone);
    assertEquals(Result.WRONG, login("127.0.7.1", JOE, "a slip"), "forgiven");
    assertEquals(Result.IN, login("127.0.7.1", JOE, "joe's own secret"));
  }

  @Test
  void networksAreBlockedAndAllowedByHand() throws IOException, InterruptedException {
    server
        .launcher("network", "block", "127.0.8.0/24", "--reason", "test", "--for", "1h")
        .success();
    assertEquals(Result.DROPPED, login("127.0.8.9", JANE, "jane's own secret"));
    server.launcher("network", "allow", "127.0.8.9").success();
    assertEquals(Result.IN, login("127.0.8.9", JANE, "jane's own secret"));
    assertEquals(Result.DROPPED, login("127.0.8.8", JANE, "jane's own secret"));
    server.launcher("network", "remove", "127.0.8.0/24").success();
    assertEquals(Result.IN, login("127.0.8.8", JANE, "jane's own secret"));
    assertEquals(
        422, server.api().send("POST", "/api/network", "{\"network\": \"x\"}").statusCode());
    assertEquals(
        404, server.api().send("DELETE", "/api/network?network=192.0.2.1", "").statusCode());
  }

  @Test
  void theLoginsOfTheFileWork() throws IOException, InterruptedException {
    assertEquals(Result.IN, login("127.0.9.1", JANE + "%master", "everybody's secret"));
    assertEquals(Result.WRONG, login("127.0.9.1", JANE + "%master", "jane's own secret"));
    assertEquals(Result.WRONG, login("127.0.9.1", "root", "the file's secret"));
    Api root = server.api("root", "the file's secret");
    assertTrue(root.call("GET", "/api/principal", "").contains(JANE));
    assertEquals(401, server.api("root", "wrong").send("GET", "/api/domain", "").statusCode());
  }

  /// One login from many addresses.
  @Test
  void tenThousandWrongPasswordsAgainstOneLoginDoNotKeepOthersOut() throws Exception {
    assertEquals(Result.IN, login("127.0.6.1", JANE, "jane's own secret"));
    var attacked = new AtomicBoolean(true);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<Long>> others = executor.submit(() -> ordinary(attacked));
      List<Future<Map<Result, Integer>>> attackers = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        int first = i;
        attackers.add(executor.submit(() -> attack(first)));
      }
      Map<Result, Integer> results = none();
      for (Future<Map<Result, Integer>> each : attackers) {
        each.get().forEach((result, count) -> results.merge(result, count, Integer::sum));
      }
      attacked.set(false);
      report(results, others.get());
      assertEquals(0, results.get(Result.IN));
      assertTrue(results.getOrDefault(Result.WRONG, 0) < ATTEMPTS / 5, "most were not checked");
    }
    assertEquals(Result.IN, login("127.0.6.1", JANE, "jane's own secret"), "where she was before");
    String listed = server.launcher("network", "list").success();
    long bans = listed.lines().filter(line -> line.contains("blocked  ban")).count();
    assertTrue(bans >= ADDRESSES * 9 / 10, bans + " bans\n" + listed);
    server.restart();
    for (int i = 0; i < ADDRESSES; i++) {
      boolean banned = listed.contains(attacker(i) + " ");
      Result again = login(attacker(i), JOE, "joe's own secret");
      assertEquals(banned, again == Result.DROPPED, attacker(i));
    }
    assertEquals(Result.IN, login("127.0.6.1", JANE, "jane's own secret"));
  }

  private static String attacker(int number) {
    return "127.0.5." + (number + 1);
  }

  private static Map<Result, Integer> none() {
    var counts = new EnumMap<Result, Integer>(Result.class);
    for (Result each : Result.values()) {
      counts.put(each, 0);
    }
    return counts;
  }

  private Map<Result, Integer> attack(int first) {
    Map<Result, Integer> results = none();
    for (int i = first; i < ATTEMPTS; i += AT_ONCE) {
      results.merge(login(attacker(i % ADDRESSES), JANE, "guess " + i), 1, Integer::sum);
    }
    return results;
  }

  /// Somebody else logs in again and again, each time with a full check of the password.
  private List<Long> ordinary(AtomicBoolean attacked) throws InterruptedException {
    List<Long> taken = new ArrayList<>();
    while (attacked.get() || taken.size() < 20) {
      long begin = System.nanoTime();
      assertEquals(Result.IN, login("127.0.6.2", JOE, "joe's own secret"));
      taken.add(System.nanoTime() - begin);
      Thread.sleep(50);
    }
    return taken;
  }

  private static void report(Map<Result, Integer> results, List<Long> taken) {
    long[] sorted = taken.stream().mapToLong(Long::longValue).sorted().toArray();
    var p50 = Duration.ofNanos(sorted[sorted.length / 2]);
    var p99 = Duration.ofNanos(sorted[(int) Math.ceil(sorted.length * 0.99) - 1]);
    System.out.printf(
        "%d checked, %d refused unchecked, %d dropped; %d logins of another account, p50 %d ms,"
            + " p99 %d ms%n",
        results.get(Result.WRONG),
        results.get(Result.THROTTLED),
        results.get(Result.DROPPED),
        taken.size(),
        p50.toMillis(),
        p99.toMillis());
    assertFalse(p99.compareTo(PATIENCE) > 0, "p99 " + p99);
  }
}
