package org.mailkeep.system.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.time.Duration;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.FaultProxy;
import org.mailkeep.system.MailServer;

/// All that befalls a database.
///
/// @param ordeal of a server whose only store lies in it
/// @param proxy by which it is reached
/// @param disk where its files lie
record DatabaseFaults(
    Ordeal ordeal,
    DatabaseServer database,
    Administrator administrator,
    FaultProxy proxy,
    Disk disk) {
  /// Keys of the store: soon out of patience, with a pool that is soon exhausted.
  static final String IMPATIENT =
      """
      timeout = "2s"
      commit.timeout = "3s"
      pool.max-connections = 2
      check = "1s"
      """;

  /// Longer than the store waits for an answer.
  private static final Duration SLOW = Duration.ofSeconds(5);

  private static final int TIMES = 3;

  /// Lets each befall it.
  void run() throws Exception {
    ordeal.step("restarted", this::restarted);
    ordeal.step("connections killed", this::connectionsKilled);
    ordeal.step("locked out", this::lockedOut);
    ordeal.step("slow", this::slow);
    ordeal.step("pool exhausted", this::exhausted);
    ordeal.step("disk full", this::diskFull);
    ordeal.step("Mailkeep killed", this::killed);
    ordeal.end();
  }

  private void restarted() throws Exception {
    database.kill();
    assertTroubled("");
    database.start();
  }

  private void connectionsKilled() throws Exception {
    for (int i = 0; i < TIMES; i++) {
      administrator.endConnections();
      ordeal.traffic().awaitSuccess();
    }
  }

  private void lockedOut() throws Exception {
    administrator.lockOut();
    assertTroubled(administrator.words().lockedOut());
    administrator.letIn();
  }

  private void slow() throws Exception {
    proxy.set(new FaultProxy.Fault.Delay(SLOW));
    assertTroubled("");
    proxy.set(new FaultProxy.Fault.None());
  }

  /// Both connections wait for a table.
  private void exhausted() throws Exception {
    try (Connection held = administrator.lock("mailkeep_email")) {
      assertTroubled("");
      assertTrue(held.isValid(1));
    }
  }

  private void diskFull() throws Exception {
    disk.fill();
    assertTroubled("");
    disk.clear();
    if (!database.isAlive()) {
      // It ended for want of room for its log; an administrator starts it again.
      database.start();
    }
  }

  private void killed() throws Exception {
    MailServer server = ordeal.house().server();
    ordeal.traffic().awaitSuccess();
    server.kill();
    server.start();
  }

  private void assertTroubled(String word) throws Exception {
    ordeal.assertRefused();
    ordeal.assertNotReady("store main", word);
  }
}
