package org.mailkeep.wire.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.settings.Configuration;

/// Sessions over loopback.
final class ImapConnectionTest {
  private final ScriptedListener server = new ScriptedListener();
  private Loopback loopback;

  @BeforeEach
  void connect() throws IOException {
    loopback = new Loopback(server, Loopback.LIMITS);
    says("* OK Hello");
  }

  @AfterEach
  void close() throws IOException {
    loopback.close();
  }

  private void send(String text) throws IOException {
    loopback.send(text);
  }

  private void says(String... lines) throws IOException {
    for (String line : lines) {
      assertEquals(line, loopback.line());
    }
  }

  private void login() throws IOException {
    send("l LOGIN jane secret\r\n");
    says("l OK Welcome jane");
  }

  @Test
  void keepsTheOrderOfASession() throws Exception {
    send("a SELECT INBOX\r\nb FETCH 1 FLAGS\r\nc NOOP\r\n");
    says("a BAD Not allowed now", "b BAD Not allowed now", "c OK Done");
    login();
    send("d LOGIN jane secret\r\ne SELECT INBOX\r\nf FETCH 1 FLAGS\r\n");
    says("d BAD Not allowed now", "e OK Selected");
    says("* 3 EXISTS", "* 2 EXISTS", "* 1 EXISTS", "f OK Fetched");
  }

  @Test
  void answersPipelinedCommandsInOrder() throws Exception {
    StringBuilder commands = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      commands.append('t').append(i).append(" NOOP\r\n");
    }
    send(commands.toString());
    for (int i = 0; i < 200; i++) {
      says("t" + i + " OK Done");
    }
  }

  @Test
  void asksForLiterals() throws Exception {
    send("a LOGIN {4}\r\n");
    says("+ OK");
    send("jane {6+}\r\nsecret\r\n");
    says("a OK Welcome jane");
  }

  @Test
  void runsSaslExchanges() throws Exception {
    send("a AUTHENTICATE PLAIN\r\n");
    says("+ ");
    send("AGphbmUAd3Jvbmc=\r\n");
    says("a NO [AUTHENTICATIONFAILED] Wrong");
    send("b AUTHENTICATE LOGIN\r\n");
    says("+ VXNlcm5hbWU6");
    send("*\r\n");
    says("b BAD Cancelled");
    send("c AUTHENTICATE PLAIN AGphbmUAc2VjcmV0\r\n");
    says("c OK Welcome jane");
  }

  @Test
  void streamsMessages() throws Exception {
    login();
    send("a APPEND x {70000}\r\n");
    says("+ OK");
    send("x".repeat(70_000) + "\r\n");
    says("a OK Appended 70000");
  }

  @Test
  void refusesMessagesBeforeTheyCome() throws Exception {
    send("a APPEND x {3+}\r\nabc\r\n");
    says("a BAD Not allowed now");
    login();
    send("b APPEND missing {3}\r\nc NOOP\r\n");
    says("b NO [TRYCREATE] No such mailbox", "c OK Done");
    send("d APPEND missing {3+}\r\nabc {4+}\r\nmore\r\ne NOOP\r\n");
    says("d NO [TRYCREATE] No such mailbox", "e OK Done");
    send("f APPEND x {200000}\r\ng NOOP\r\n");
    says("f NO [TOOBIG] Message too large", "g OK Done");
  }

  @Test
  void readsOnWhenASinkFails() throws Exception {
    login();
    send("a APPEND broken {3+}\r\nabc\r\nb NOOP\r\n");
    says("a NO [UNAVAILABLE] The message could not be stored", "b OK Done");
  }

  @Test
  void goesOnAfterSyntaxErrors() throws Exception {
    send("a FROB {3+}\r\nabc\r\nb NOOP\r\n");
    says("a BAD Unknown command", "b OK Done");
    send("c LOGIN {600+}\r\n" + "x".repeat(600) + " y\r\nd NOOP\r\n");
    says("c NO [TOOBIG] Literal too long", "d OK Done");
    send("e NOOP " + "x".repeat(2000) + "\r\nf NOOP\r\n");
    says("* BAD [TOOBIG] Line too long", "f OK Done");
  }

  @Test
  void endsAfterTooManyErrors() throws Exception {
    send("a X\r\nb X\r\nc X\r\nd X\r\n");
    says("a BAD Unknown command", "b BAD Unknown command", "c BAD Unknown command");
    says("d BAD Unknown command", "* BYE [CLIENTBUG] Too many errors", "<end>");
    assertTrue(server.closed.await(10, TimeUnit.SECONDS));
  }

  @Test
  void pushesWhileIdling() throws Exception {
    login();
    send("a IDLE\r\n");
    says("+ idling");
    server.news.add(new Response.Exists(5));
    Objects.requireNonNull(server.session.get()).wake();
    says("* 5 EXISTS");
    server.news.add(new Response.Expunged(5));
    Objects.requireNonNull(server.session.get()).wake();
    says("* 5 EXPUNGE");
    send("DONE\r\nb NOOP\r\n");
    says("a OK Done", "b OK Done");
  }

  @Test
  void looksForWhatCameBeforeIdling() throws Exception {
    login();
    server.news.add(new Response.Exists(5));
    Objects.requireNonNull(server.session.get()).wake();
    send("a IDLE\r\n");
    says("+ idling", "* 5 EXISTS");
    send("nonsense\r\n");
    says("a OK Done", "* BAD [CLIENTBUG] Expected DONE");
  }

  @Test
  void logsOut() throws Exception {
    send("a LOGOUT\r\n");
    says("* BYE Bye", "a OK Logged out", "<end>");
    assertTrue(server.closed.await(10, TimeUnit.SECONDS));
  }

  @Test
  void endsWhenTheServerSaysSo() throws Exception {
    login();
    send("a SELECT x\r\nb EXPUNGE\r\n");
    says("a OK Selected", "* BYE Enough", "<end>");
  }

  @Test
  void saysWhenNoEndpointIsFree() throws Exception {
    loopback.available = false;
    send("a NOOP\r\n");
    says("a NO [UNAVAILABLE] Try again later");
    loopback.available = true;
    send("b NOOP\r\n");
    says("b OK Done");
  }

  // RFC 9051 §6.2.1: what was sent in plain text behind STARTTLS is dropped
  @Test
  void startsTls() throws Exception {
    ImapSession session = Objects.requireNonNull(server.session.get());
    assertTrue(session.peer().startTls());
    send("a STARTTLS\r\nb LOGIN jane secret\r\n");
    says("a OK Begin TLS");
    loopback.encrypt();
    send("c STARTTLS\r\nd SELECT INBOX\r\n");
    says("c BAD No TLS to be had", "d BAD Not allowed now");
    assertTrue(session.encrypted());
    login();
  }

  @Test
  void closesSilentConnections() throws Exception {
    for (String silent :
        List.of("", "a LOGIN jane secret\r\n", "a LOGIN jane secret\r\nb IDLE\r\n")) {
      Duration brief = Duration.ofMillis(50);
      Duration ample = Duration.ofSeconds(20);
      boolean idle = silent.contains("IDLE");
      boolean known = !silent.isEmpty();
      ImapLimits.Times times =
          new ImapLimits.Times(
              known && !idle ? brief : ample, known ? ample : brief, idle ? brief : ample);
      ImapLimits limits = Loopback.LIMITS;
      try (Loopback other =
          new Loopback(
              new ScriptedListener(),
              new ImapLimits(
                  limits.line(), limits.parser(), limits.errors(), limits.ratio(), times))) {
        other.send(silent);
        assertEquals("* OK Hello", other.line());
        String line = other.line();
        while (!line.startsWith("* BYE")) {
          assertTrue(line.startsWith("a OK") || line.equals("+ idling"), line);
          line = other.line();
        }
        assertEquals("* BYE Silent for too long", line);
        assertEquals("<end>", other.line());
      }
    }
  }

  @Test
  void readsItsLimitsFromTheConfiguration() {
    assertEquals(
        ImapLimits.defaults(), ImapSettings.limits(Configuration.of("", ImapSettings.class)));
    String toml =
        """
        [imap]
        timeout.idle = "5m"
        request = { max-size = "1m", max-line = 9000, max-literal = 2000, max-errors = 7 }
        """;
    ImapLimits limits = ImapSettings.limits(Configuration.of(toml, ImapSettings.class));
    assertEquals(Duration.ofMinutes(5), limits.times().idle());
    assertEquals(1 << 20, limits.parser().message());
    assertEquals(9000, limits.line());
    assertEquals(2000, limits.parser().literal());
    assertEquals(7, limits.errors());
  }
}
