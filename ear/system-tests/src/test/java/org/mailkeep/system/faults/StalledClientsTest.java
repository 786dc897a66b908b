package org.mailkeep.system.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.Wire;

/// Clients that stall hold nothing that others need. With twice as many of each kind as commands
/// may run at once, the slowest hundredth of the others' commands takes at most twice what it took
/// before and after in the same run. Differences below [#FLOOR] are noise. A slowdown that is real
/// shows in each round: one good round of [#ROUNDS] will do.
@Tag("servers")
final class StalledClientsTest {
  private static final int PERMITS = 16;
  private static final int ROUNDS = 3;
  private static final int EACH = 1_500;
  private static final int HUGE = 12_000_000;
  private static final long FLOOR = TimeUnit.MILLISECONDS.toNanos(5);
  private static final String SETTINGS =
      """
      imap.auth.allow-plain-text = true
      server.max-commands = %d
      server.command-wait = "10s"
      """
          .formatted(PERMITS);

  @TempDir Path folder;

  @Test
  void stalledClientsDoNotSlowOthers() throws Exception {
    try (var server = MailServer.in(folder, SETTINGS)) {
      House house = House.started(server);
      try (Wire anna = house.inbox("anna");
          Wire bert = house.inbox("bert")) {
        house.append(bert, "bert", "huge", HUGE);
        for (int i = 0; i < 20; i++) {
          house.append(anna, "anna", "small-" + i, 1_000);
        }
      }
      Latencies.of(house, EACH); // the server warms up
      List<String> slow = List.of("nothing measured");
      for (int round = 0; round < ROUNDS && !slow.isEmpty(); round++) {
        slow = round(house, "round-" + round);
      }
      assertEquals(List.of(), slow);
    }
  }

  /// Which commands the stalled clients slowed.
  private static List<String> round(House house, String name) throws Exception {
    Latencies without = Latencies.of(house, EACH);
    List<Stalled> stalled = new ArrayList<>();
    Latencies with;
    try {
      for (Stalled.Kind kind : Stalled.Kind.values()) {
        for (int i = 0; i < 2 * PERMITS; i++) {
          stalled.add(Stalled.at(kind, house, name + "-" + kind + "-" + i));
        }
      }
      with = Latencies.of(house, EACH);
      for (Stalled client : stalled) {
        client.finish();
      }
    } finally {
      for (Stalled client : stalled) {
        client.close();
      }
    }
    assertEquals(6 * PERMITS, stalled.size());
    return slowed(without.and(Latencies.of(house, EACH)), with);
  }

  private static List<String> slowed(Latencies without, Latencies with) {
    List<String> slowed = new ArrayList<>();
    for (Latencies.Command command : Latencies.Command.values()) {
      long before = without.p99(command);
      long now = with.p99(command);
      String text =
          "%s p99 %d us, with stalled clients %d us"
              .formatted(command, before / 1_000, now / 1_000);
      System.out.println(text);
      assertTrue(before > 0, text);
      if (now > 2 * before && now - before > FLOOR) {
        slowed.add(text);
      }
    }
    return slowed;
  }
}
