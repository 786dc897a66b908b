package org.mailkeep.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.outbox.DeliveryEntry;
import org.mailkeep.store.api.outbox.Outbox;

/// The process dies at each of its commits in turn, just before or just after it happens; the next
/// run finishes the work. A message that was accepted is then in each mailbox exactly once.
final class CrashTest {
  private static final Recipient BOB = Recipient.of(Address.of("bob@example.org"));
  private static final Recipient EVE =
      new Recipient(Address.of("eve@example.org"), Set.of(Notify.SUCCESS), null);
  private static final Recipient LIST = Recipient.of(Address.of("list@example.org"));
  private static final Recipient AWAY = Recipient.of(Address.of("away@example.net"));
  private static final Recipient GONE = Recipient.of(Address.of("gone@example.com"));

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingIsLostOrDoubledWhereverItDies(boolean written) {
    int commit = 1;
    while (dies(commit, written)) {
      commit++;
    }
    assertTrue(commit > 9, "the scenario has " + (commit - 1) + " commits");
  }

  /// @return whether the process got that far
  private static boolean dies(int commit, boolean written) {
    try (var it = new QueueFixture()) {
      it.deliveryHistory = true;
      it.restart(new CountingBackend(it.disk).dyingAt(commit, written));
      script(it);
      boolean accepted = accept(it);
      passTime(it);
      boolean died = it.backend.dead();
      it.restart();
      passTime(it);
      if (accepted || (written && commit == 1)) {
        assertEquals(1, it.filed("bob@example.org"), "bob, commit " + commit);
        assertEquals(1, it.filed("eve@example.org"), "eve, commit " + commit);
        assertEquals(1, it.filed("member@example.org"), "member, commit " + commit);
        assertEquals(2, it.filed("jane@example.org"), "reports, commit " + commit);
        assertTrue(it.carriers.carried().contains("example.net: away"));
        assertEquals(
            List.of(
                "away@example.net relayed",
                "bob@example.org delivered",
                "eve@example.org delivered",
                "gone@example.com failed",
                "member@example.org delivered"),
            told(it),
            "history, commit " + commit);
      } else {
        assertEquals(0, it.filed("bob@example.org"));
      }
      assertTrue(it.clean(), "commit " + commit);
      return died;
    }
  }

  /// What the history is told of the message; reports to its sender have lines of their own.
  private static List<String> told(QueueFixture it) {
    return Outbox.deliveries(it.data, Instant.EPOCH, 100).stream()
        .map(DeliveryEntry::report)
        .filter(report -> !report.sender().isEmpty())
        .map(report -> report.recipient() + " " + report.outcome())
        .sorted()
        .toList();
  }

  private static void script(QueueFixture it) {
    it.carriers.script("away@example.net", QueueFixture.deferred("busy"));
    it.carriers.script(
        "gone@example.com",
        QueueFixture.failed("no such user"),
        QueueFixture.failed("no such user"));
    var members = List.of(LIST.member(Address.of("member@example.org"), null));
    it.carriers.script(
        "list@example.org", new Outcome.Expanded(members), new Outcome.Expanded(members));
  }

  private static boolean accept(QueueFixture it) {
    return accept(it, List.of(BOB, EVE, LIST, AWAY, GONE));
  }

  private static boolean accept(QueueFixture it, List<Recipient> recipients) {
    QueueId id = it.queue().nextId();
    var envelope =
        new Envelope(
            Address.of("jane@example.org"), recipients, it.clock.instant(), null, MailOptions.NONE);
    try {
      it.queue().enqueue(id, it.message(), envelope);
      return true;
    } catch (StoreException.Unavailable _) {
      return false;
    }
  }

  private static void passTime(QueueFixture it) {
    for (int i = 0; i < 4 && !it.backend.dead(); i++) {
      QueueFixture.await(() -> it.backend.dead() || it.queue().idle());
      it.clock.pass(Duration.ofMinutes(3));
      it.queue().wake();
    }
    QueueFixture.await(() -> it.backend.dead() || it.queue().idle());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aListPostsOnceWhereverItDies(boolean written) {
    int commit = 1;
    while (postingDies(commit, written)) {
      commit++;
    }
    assertTrue(commit > 3, "the scenario has " + (commit - 1) + " commits");
  }

  /// @return whether the process got that far
  private static boolean postingDies(int commit, boolean written) {
    try (var it = new QueueFixture()) {
      it.deliveryHistory = true;
      it.restart(new CountingBackend(it.disk).dyingAt(commit, written));
      posts(it);
      boolean accepted = accept(it, List.of(BOB, LIST));
      passTime(it);
      boolean died = it.backend.dead();
      it.restart();
      posts(it);
      passTime(it);
      long expected = accepted || (written && commit == 1) ? 1 : 0;
      assertEquals(expected, it.filed("bob@example.org"), "bob, commit " + commit);
      assertEquals(expected, it.filed("member@example.org"), "member, commit " + commit);
      assertEquals(
          expected == 0
              ? List.of()
              : List.of(
                  "bob@example.org delivered",
                  "list@example.org delivered",
                  "member@example.org delivered"),
          told(it),
          "history, commit " + commit);
      assertTrue(it.clean(), "commit " + commit);
      return died;
    }
  }

  private static void posts(QueueFixture it) {
    var posting =
        new Envelope(
            Address.of("owner@example.org"),
            List.of(Recipient.of(Address.of("member@example.org"))),
            it.clock.instant(),
            null,
            MailOptions.NONE);
    it.carriers.script(
        "list@example.org", new Outcome.Posted(it.message(), posting, "list@example.org"));
  }

  @Test
  void aCommitWhoseEndIsUnknownFilesNothingTwice() {
    try (var it = new QueueFixture()) {
      it.restart(new CountingBackend(it.disk).dyingAt(2, true));
      it.send("jane@example.org", "bob@example.org");
      QueueFixture.await(it.backend::dead);
      it.restart();
      it.queue();
      it.settle();
      assertEquals(1, it.filed("bob@example.org"));
      assertTrue(it.clean());
      assertFalse(it.backend.dead());
    }
  }

  @Test
  void aCarrierThatCannotTellIsCheckedAgainstTheStore() {
    try (var it = new QueueFixture()) {
      it.carriers.thenThrow("bob@example.org");
      it.send("jane@example.org", "bob@example.org", "eve@example.org");
      it.settle();
      it.pass(Duration.ofMinutes(2));
      assertEquals(1, it.filed("bob@example.org"));
      assertEquals(1, it.filed("eve@example.org"));
      assertTrue(it.clean());
    }
  }
}
