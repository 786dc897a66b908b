package org.mailkeep.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Rate;
import org.mailkeep.settings.Configuration;
import org.mailkeep.telemetry.ImapEvent;
import org.mailkeep.wire.imap.ImapSettings;

final class ImapRulesTest {
  @Test
  void areReadFromTheConfiguration() {
    assertEquals(
        ImapRules.defaults(),
        ImapRules.from(
            Configuration.of("", ImapRules.class, ExtensionRules.class, ImapSettings.class)));
    String toml =
        """
        [imap.auth]
        max-failures = 5
        allow-plain-text = true
        [imap.rate-limit]
        requests = "2000/1m"
        concurrent = 6
        [imap.search]
        match = "substring"
        [imap.request]
        max-messages = 11
        max-saved = 12
        [imap.folders.name]
        shared = "Others"
        [imap.acl]
        max-entries = 7
        """;
    assertEquals(
        new ImapRules(
            5,
            true,
            Optional.of(new Rate(2000, Duration.ofMinutes(1))),
            Optional.of(6),
            ImapRules.SearchMatch.SUBSTRING,
            new MessageLimits(Optional.of(11), Optional.of(12)),
            ExtensionRules.defaults(),
            new ImapRules.Sharing("Others", 7)),
        ImapRules.from(
            Configuration.of(toml, ImapRules.class, ExtensionRules.class, ImapSettings.class)));
  }

  @Test
  void theOtherSpellingOfTheSharedFolderIsTaken() {
    String toml = "jmap.folders.shared.name = 'Others'";
    assertEquals("Others", Configuration.of(toml, ImapRules.class).get(ImapRules.SHARED_FOLDERS));
  }

  @Test
  void limitsMayBeSwitchedOff() {
    for (String off : List.of("'unlimited'", "'none'", "false")) {
      String toml = "[imap.rate-limit]\nrequests = " + off + "\nconcurrent = " + off + "\n";
      assertEquals(
          ImapRules.defaults(),
          ImapRules.from(
              Configuration.of(toml, ImapRules.class, ExtensionRules.class, ImapSettings.class)),
          off);
    }
  }

  @Test
  void wantTlsForPasswords() throws Exception {
    try (ImapServer server = new ImapServer(ImapRules.defaults())) {
      ImapServer.Client client = server.connect();
      assertTrue(client.line().contains(" LOGINDISABLED]"));
      String refused = " NO [PRIVACYREQUIRED] Use TLS first";
      assertEquals("a" + refused, client.command("a", "LOGIN jane secret").getLast());
      assertEquals("b" + refused, client.command("b", "AUTHENTICATE PLAIN").getLast());
    }
  }

  @Test
  void boundSessionsOfAnAccount() throws Exception {
    ImapRules rules =
        new ImapRules(3, true, Optional.empty(), Optional.of(1), ImapRules.SearchMatch.WORDS);
    try (ImapServer server = new ImapServer(rules)) {
      ImapServer.Client first = server.connect();
      ImapServer.Client second = server.connect();
      first.line();
      second.line();
      assertTrue(first.command("a", "LOGIN jane secret").getLast().startsWith("a OK"));
      assertEquals(
          "a NO [LIMIT] Too many sessions", second.command("a", "LOGIN jane secret").getLast());
      assertTrue(second.command("b", "LOGIN joe secret").getLast().startsWith("b OK"));
      assertEquals("b OK Logged out", first.command("b", "LOGOUT").getLast());
      assertEquals("<end>", first.line());
      ImapServer.Client third = server.connect();
      third.line();
      assertTrue(third.command("c", "LOGIN jane secret").getLast().startsWith("c OK"));
    }
  }

  @Test
  void boundRequestsOfAnAccount() throws Exception {
    Rate rate = new Rate(3, Duration.ofMinutes(1));
    ImapRules rules =
        new ImapRules(3, true, Optional.of(rate), Optional.empty(), ImapRules.SearchMatch.WORDS);
    try (ImapServer server = new ImapServer(rules)) {
      ImapServer.Client client = server.connect();
      client.line();
      client.command("a", "LOGIN jane secret");
      for (int i = 0; i < 3; i++) {
        assertEquals("b OK Done", client.command("b", "NOOP").getLast());
      }
      for (int i = 0; i < 3; i++) {
        assertEquals("c NO [LIMIT] Too many requests", client.command("c", "NOOP").getLast());
      }
      assertEquals(
          1, server.events.stream().filter(ImapEvent.LimitReached.class::isInstance).count());
      server.mail.clock.pass(Duration.ofMinutes(1));
      assertEquals("d OK Done", client.command("d", "NOOP").getLast());
    }
  }
}
