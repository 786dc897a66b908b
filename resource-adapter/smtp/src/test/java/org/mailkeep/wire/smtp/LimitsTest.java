package org.mailkeep.wire.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.mailkeep.telemetry.SmtpEvent;

class LimitsTest {
  private static final String HELLO = "S: 220\nC: HELO client.example.net\nS: 250 mx.example.org\n";

  private static void assertLimit(Wire wire, String setting) {
    assertTrue(
        wire.events.stream()
            .anyMatch(e ->
                e instanceof SmtpEvent.LimitReached(var _, String limit) && limit.equals(setting)),
        () -> setting + " in " + wire.events);
  }

  @Test
  void endsASessionOfErrors() throws IOException {
    try (var wire = new Wire(SmtpService.RELAY)) {
      wire.dialogue(
          HELLO
              + """
              C: FOO
              S: 500 5.5.1
              C: DATA
              S: 503 5.5.1
              C: MAIL FROM:a
              S: 501
              C: NOOP
              S: 250
              C: MAIL FROM:<bad@x.org>
              S: 550 5.7.1
              S: 421 4.7.0
              S: <end>
              """);
      assertEquals(List.of(1L, 1L, 1L, 1L), wire.pauses.stream().map(Duration::toMillis).toList());
      assertLimit(wire, "session.errors.total");
    }
  }

  @Test
  void endsASessionThatGuessesMailboxes() throws IOException {
    try (var wire = new Wire(SmtpService.RELAY)) {
      wire.dialogue(
          HELLO
              + """
              C> MAIL FROM:<>\\r\\nRCPT TO:<bad1@x.org>\\r\\nRCPT TO:<bad2@x.org>\\r\\nRCPT TO:<bad3@x.org>\\r\\nRCPT TO:<bad4@x.org>\\r\\n
              S: 250
              S: 550
              S: 550
              S: 550
              S: 421 4.7.0
              S: <end>
              """);
      assertEquals(List.of(2L, 2L, 2L), wire.pauses.stream().map(Duration::toMillis).toList());
      assertLimit(wire, "session.rcpt.errors.total");
    }
  }

  @Test
  void endsASessionThatGuessesPasswords() throws IOException {
    try (var wire = new Wire(SmtpService.SUBMISSION)) {
      wire.dialogue(
          HELLO
              + """
              C: AUTH PLAIN AGJhZAB4
              S: 535 5.7.8
              C: AUTH PLAIN AGJhZAB5
              S: 535 5.7.8
              S: 421 4.7.0
              S: <end>
              """);
      assertEquals(List.of(3L, 3L), wire.pauses.stream().map(Duration::toMillis).toList());
      assertLimit(wire, "session.auth.errors.total");
    }
  }

  @Test
  void limitsLines() throws IOException {
    try (var wire = new Wire(SmtpService.SUBMISSION)) {
      wire.dialogue(
          HELLO
              + "C: NOOP "
              + "x".repeat(593)
              + "\nS: 250\n"
              + "C: NOOP "
              + "x".repeat(594)
              + "\nS: 500 5.5.2\n"
              + "C: NOOP "
              + "x".repeat(100_000)
              + "\nS: 500 5.5.2\n"
              + "C: AUTH PLAIN "
              + "A".repeat(800)
              + "\nS: 501\n");
    }
  }

  @Test
  void wantsCrlf() throws IOException {
    try (var wire = new Wire(SmtpService.RELAY)) {
      wire.dialogue(
          HELLO + "C> NOOP\\n\nS: 500 5.5.2\nC> NO\\rOP\\r\\n\nS: 500 5.5.2\nC: NOOP\nS: 250\n");
    }
  }

  @Test
  void limitsRecipientsAndMessages() throws IOException {
    try (var wire = new Wire(SmtpService.RELAY)) {
      String message =
          "C: MAIL FROM:<>\nS: 250\nC: RCPT TO:<a@x.org>\nS: 250\nC: BDAT 0 LAST\nS: 250\n";
      wire.dialogue(
          HELLO
              + message
              + message
              + """
              C: MAIL FROM:<>
              S: 250
              C> RCPT TO:<a@x.org>\\r\\nRCPT TO:<b@x.org>\\r\\nRCPT TO:<c@x.org>\\r\\nRCPT TO:<d@x.org>\\r\\n
              S: 250
              S: 250
              S: 250
              S: 452 4.5.3
              C: BDAT 0 LAST
              S: 250
              C: MAIL FROM:<>
              S: 451 4.4.5
              """);
      assertEquals(3, wire.server.messages.size());
    }
  }

  @Test
  void closesASilentSession() throws IOException {
    var limits = withTimes(Duration.ofMillis(50), Duration.ofSeconds(60));
    try (var wire = new Wire(SmtpService.RELAY, Wire.RULES, limits)) {
      wire.dialogue("S: 220\nS: 421 4.4.2\nS: <end>\n");
    }
  }

  @Test
  void closesALongSession() throws IOException {
    var limits = withTimes(Duration.ofSeconds(60), Duration.ofMillis(50));
    try (var wire = new Wire(SmtpService.RELAY, Wire.RULES, limits)) {
      wire.dialogue("S: 220\nS: 421 4.4.2\nS: <end>\n");
    }
  }

  private static SmtpLimits withTimes(Duration timeout, Duration duration) {
    SmtpLimits usual = Wire.LIMITS;
    return new SmtpLimits(
        usual.commandLine(),
        usual.authLine(),
        usual.recipients(),
        usual.messages(),
        usual.messageSize(),
        usual.transfer(),
        timeout,
        duration,
        usual.syntaxErrors(),
        usual.rcptErrors(),
        usual.authErrors());
  }

  /// Fails each call but the first so many.
  private record Scarce(Endpoints all, AtomicInteger left) implements Endpoints {
    @Override
    public <T> T call(Function<SmtpListener, T> work) throws Unavailable {
      if (left.getAndDecrement() <= 0) {
        throw new Unavailable("none left");
      }
      return all.call(work);
    }
  }

  /// One call at a time; another fails at once.
  private record Single(Endpoints all, Semaphore permit) implements Endpoints {
    @Override
    public <T> T call(Function<SmtpListener, T> work) throws Unavailable {
      if (!permit.tryAcquire()) {
        throw new Unavailable("in use");
      }
      try {
        return all.call(work);
      } finally {
        permit.release();
      }
    }
  }

  @Test
  void clientsThatStallHoldNoEndpoint() throws IOException {
    String addressed = HELLO + "C: MAIL FROM:<>\nS: 250\nC: RCPT TO:<jane@x.org>\nS: 250\n";
    try (var wire =
        new Wire(
            SmtpService.RELAY, Wire.RULES, Wire.LIMITS, all -> new Single(all, new Semaphore(1)))) {
      for (int i = 0; i < 3; i++) {
        wire.dialogue(addressed + "C> RCPT TO:<half\n");
        wire.dialogue(addressed + "C: DATA\nS: 354\nC> half\n");
        wire.dialogue(addressed + "C> BDAT 10 LAST\\r\\nhalf\n");
      }
      wire.dialogue(addressed + "C: DATA\nS: 354\nC: hi\nC: .\nS: 250 2.0.0 queued\n");
    }
  }

  private static Wire scarce(int calls) throws IOException {
    return new Wire(
        SmtpService.RELAY,
        Wire.RULES,
        Wire.LIMITS,
        all -> new Scarce(all, new AtomicInteger(calls)));
  }

  @Test
  void withoutAnEndpointThereIsATemporaryFailure() throws IOException {
    String[] commands = {
      "S: 220", "S: 250 mx", "S: 250 2.1.0", "S: 250 2.1.5", "S: 354", "S: 250 2.0.0 queued"
    };
    String[] sent = {
      "",
      "C: HELO x\n",
      "C: MAIL FROM:<a@x.org>\n",
      "C: RCPT TO:<jane@x.org>\n",
      "C: DATA\n",
      "C> .\\r\\n\n"
    };
    String[] failed = {
      "S: 421 4.3.2\nS: <end>\n",
      "S: 421 4.3.2\nS: <end>\n",
      "S: 451 4.3.2\n",
      "S: 451 4.3.2\n",
      "S: 451 4.3.2\n",
      "S: 451 4.3.2\n"
    };
    for (int calls = 0; calls < commands.length; calls++) {
      try (var wire = scarce(calls)) {
        var text = new StringBuilder();
        for (int i = 0; i < calls; i++) {
          text.append(sent[i]).append(commands[i]).append('\n');
        }
        wire.dialogue(text.append(sent[calls]).append(failed[calls]).toString());
      }
    }
  }
}
