package org.mailkeep.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailkeep.auth.Authority;
import org.mailkeep.auth.Permission;
import org.mailkeep.auth.Role;
import org.mailkeep.auth.Roles;
import org.mailkeep.imap.ImapServer;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Rate;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.store.memory.MemoryLookupStore;
import org.mailkeep.telemetry.Pop3Event;
import org.mailkeep.wire.pop3.Pop3Limits;

/// What rules and roles keep clients from, and what a slow one costs.
final class LimitsTest {
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofHours(1);

  private final MailFixture mail = new MailFixture(new MemoryBackend());

  private static Pop3Rules rules(Optional<Rate> requests, Optional<Duration> delay) {
    return new Pop3Rules(3, true, requests, delay);
  }

  @Test
  void passwordsWantTls() throws IOException {
    try (Pop3Server server = new Pop3Server(mail, Pop3Rules.defaults())) {
      ImapServer.Client client = server.connect();
      client.line();
      assertEquals("-ERR Use TLS first", Pop3Server.say(client, "USER jane"));
      assertEquals("-ERR Use TLS first", Pop3Server.say(client, "AUTH PLAIN"));
      Pop3Server.say(client, "CAPA");
      List<String> capabilities = Pop3Server.rows(client);
      assertTrue(
          capabilities.stream().noneMatch(c -> c.equals("USER") || c.startsWith("SASL")),
          capabilities.toString());
    }
  }

  @Test
  void tooManyRequestsAreRefused() throws IOException {
    Rate rate = new Rate(3, Duration.ofMinutes(1));
    try (Pop3Server server = new Pop3Server(mail, rules(Optional.of(rate), Optional.empty()))) {
      ImapServer.Client client = server.login();
      for (int i = 0; i < 3; i++) {
        assertEquals("+OK", Pop3Server.say(client, "NOOP"));
      }
      assertEquals("-ERR [SYS/TEMP] Too many requests", Pop3Server.say(client, "NOOP"));
      assertEquals("-ERR [SYS/TEMP] Too many requests", Pop3Server.say(client, "NOOP"));
      assertEquals(
          1, server.events.stream().filter(Pop3Event.LimitReached.class::isInstance).count());
      mail.clock.pass(Duration.ofMinutes(1));
      assertEquals("+OK", Pop3Server.say(client, "NOOP"));
    }
  }

  @Test
  void twoLoginsHaveADelayBetweenThem() throws IOException {
    try (Pop3Server server =
        new Pop3Server(mail, rules(Optional.empty(), Optional.of(Duration.ofMinutes(5))))) {
      ImapServer.Client first = server.login();
      Pop3Server.say(first, "CAPA");
      assertTrue(Pop3Server.rows(first).contains("LOGIN-DELAY 300"));
      Pop3Server.say(first, "QUIT");
      ImapServer.Client second = server.connect();
      second.line();
      Pop3Server.say(second, "USER jane");
      assertEquals(
          "-ERR [LOGIN-DELAY] The last login is not long enough ago",
          Pop3Server.say(second, "PASS secret"));
      mail.clock.pass(Duration.ofMinutes(6));
      server.login();
    }
  }

  @Test
  void eachCommandTakesItsPermission() throws IOException {
    for (Permission permission :
        List.of(
            Permission.POP3_STAT,
            Permission.POP3_LIST,
            Permission.POP3_UIDL,
            Permission.POP3_RETR,
            Permission.POP3_DELE)) {
      Role role = new Role("user", "", Set.of(Permission.values()), Set.of(permission), Set.of());
      MailFixture fresh = new MailFixture(new MemoryBackend());
      try (Pop3Server server =
          new Pop3Server(
              fresh,
              Pop3Server.RULES,
              new MemoryLookupStore(fresh.clock, 100),
              Authority.Book.of(new Roles(List.of(role))))) {
        server.deliver("one");
        ImapServer.Client client = server.login();
        String verb = permission.name().substring("POP3_".length());
        boolean bare = permission == Permission.POP3_STAT;
        assertEquals(
            "-ERR [SYS/PERM] This takes the permission " + permission.text(),
            Pop3Server.say(client, bare ? verb : verb + " 1"));
        assertEquals("+OK", Pop3Server.say(client, "NOOP"));
        Pop3Server.say(client, "QUIT");
      }
    }
  }

  @Test
  void anAccountThatIsChangedLosesItsSession() throws IOException {
    try (Pop3Server server = new Pop3Server()) {
      ImapServer.Client client = server.login();
      server.sessions.end(new AccountId(1));
      assertEquals("-ERR [SYS/TEMP] The session was ended, log in again", client.line());
      assertEquals("<end>", client.line());
    }
  }

  @Test
  void whoDoesNotReadHoldsNoPermit() throws IOException {
    try (Pop3Server server = new Pop3Server()) { // which has one permit
      server.deliverText("Subject: large\r\n\r\n" + "0123456789\r\n".repeat(1_500_000));
      ImapServer.Client stalled = server.login();
      stalled.send("RETR 1\r\n".repeat(3));
      assertEquals("+OK 18000018 octets", stalled.line());
      ImapServer.Client other = server.connect();
      assertEquals("+OK Mailkeep is ready", other.line());
      Pop3Server.say(other, "USER joe");
      assertEquals("+OK 0 messages (0 octets)", Pop3Server.say(other, "PASS secret"));
      stalled.socket().getInputStream().skipNBytes(18_000_018);
      assertEquals(".", stalled.line());
    }
  }

  @Test
  @Timeout(60)
  void whoIsSilentAfterTheLoginLosesTheSession() throws IOException {
    var times = new Pop3Limits.Times(SHORT, LONG, LONG);
    try (Pop3Server server = new Pop3Server(mail, times)) {
      server.deliver("one");
      ImapServer.Client client = server.login();
      client.send("DELE 1\r\n");
      assertEquals("+OK", client.line().substring(0, 3));
      assertEquals("<end>", client.line(), "it is told nothing (RFC 1939 §3)");
      server.loginSoon();
      assertEquals(1, server.jane().quota().messages(), "nothing is deleted without QUIT");
    }
  }

  @Test
  @Timeout(60)
  void whoIsSilentBeforeTheLoginLosesTheSession() throws IOException {
    var times = new Pop3Limits.Times(LONG, SHORT, LONG);
    try (Pop3Server server = new Pop3Server(mail, times)) {
      ImapServer.Client client = server.connect();
      assertEquals("+OK Mailkeep is ready", client.line());
      assertEquals("<end>", client.line());
    }
  }

  @Test
  @Timeout(60)
  void whoIsBusyForTooLongLosesTheSession() throws IOException {
    var times = new Pop3Limits.Times(LONG, LONG, SHORT);
    try (Pop3Server server = new Pop3Server(mail, times)) {
      ImapServer.Client client = server.login();
      assertEquals("<end>", client.line());
    }
  }

  @Test
  void linesAndErrorsAreLimited() throws IOException {
    try (Pop3Server server = new Pop3Server()) {
      ImapServer.Client client = server.connect();
      client.line();
      assertEquals("-ERR Line too long", Pop3Server.say(client, "x".repeat(9_000)));
      for (int i = 2; i < 20; i++) {
        assertEquals("-ERR Unknown command", Pop3Server.say(client, "X"));
      }
      assertEquals("-ERR Too many errors", Pop3Server.say(client, "X"));
      assertEquals("<end>", client.line());
      assertTrue(server.events.stream().anyMatch(Pop3Event.LimitReached.class::isInstance));
    }
  }
}
