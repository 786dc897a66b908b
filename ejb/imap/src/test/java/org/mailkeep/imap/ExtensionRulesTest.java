package org.mailkeep.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.settings.Configuration;
import org.mailkeep.wire.imap.ImapSettings;

final class ExtensionRulesTest {
  private static ImapServer server(ExtensionRules rules) throws IOException {
    return new ImapServer(ImapRules.defaults().withPlainText().with(rules));
  }

  private static ImapServer.Client login(ImapServer server) throws IOException {
    ImapServer.Client client = server.connect();
    client.line();
    String answer = client.command("a", "LOGIN jane secret").getLast();
    assertTrue(answer.startsWith("a OK"), answer);
    return client;
  }

  private static ExtensionRules rules(ExtensionRules.Metadata metadata) {
    return new ExtensionRules(1000, Map.of(), metadata, new ExtensionRules.Notify(10, 10));
  }

  private static final ExtensionRules SMALL =
      rules(new ExtensionRules.Metadata(10, 2, Optional.of("mailto:postmaster@example.org")));

  @Test
  void areReadFromTheConfiguration() {
    String toml =
        """
        [imap]
        request.max-size = "1m"
        login-referrals = ["Example.NET=imap.example.net"]
        metadata.max-size = 2048
        metadata.max-entries = 20
        metadata.admin = "mailto:postmaster@example.org"
        notify.max-mailboxes = 30
        notify.max-pending = 40
        """;
    assertEquals(
        new ExtensionRules(
            1 << 20,
            Map.of("example.net", "imap.example.net"),
            new ExtensionRules.Metadata(2048, 20, Optional.of("mailto:postmaster@example.org")),
            new ExtensionRules.Notify(30, 40)),
        ExtensionRules.from(configuration(toml)));
    assertEquals(ExtensionRules.defaults(), ExtensionRules.from(configuration("")));
    assertThrows(
        IllegalArgumentException.class,
        () -> configuration("imap.login-referrals = [\"example.net\"]"));
  }

  private static Configuration configuration(String toml) {
    return Configuration.of(toml, ExtensionRules.class, ImapSettings.class);
  }

  /// RFC 2221 §4.1, §6: only who knows the password is told.
  @Test
  void loginsAreReferred() throws IOException {
    ExtensionRules none = ExtensionRules.defaults();
    ExtensionRules some =
        new ExtensionRules(
            none.appendLimit(),
            Map.of("example.org", "imap.example.net"),
            none.metadata(),
            none.watching());
    try (ImapServer server = server(some)) {
      ImapServer.Client client = server.connect();
      assertTrue(client.line().contains(" LOGIN-REFERRALS"));
      assertEquals(
          List.of("a NO [AUTHENTICATIONFAILED] Wrong name or password"),
          client.command("a", "LOGIN jane guess"));
      assertEquals(
          List.of(
              "b NO [REFERRAL imap://jane;AUTH=*@imap.example.net/] Your mail is on another"
                  + " server"),
          client.command("b", "LOGIN jane secret"));
      assertEquals(List.of("c BAD Not allowed now"), client.command("c", "SELECT INBOX"));
    }
    try (ImapServer server = server(none)) {
      assertFalse(server.connect().line().contains("LOGIN-REFERRALS"));
    }
  }

  @Test
  void annotationsAreBounded() throws IOException {
    try (ImapServer server = server(SMALL)) {
      ImapServer.Client client = login(server);
      assertEquals(
          List.of("* METADATA \"\" (/shared/admin \"mailto:postmaster@example.org\")", "b OK Told"),
          client.command("b", "GETMETADATA \"\" /shared/admin"));
      assertEquals(
          List.of("c NO [METADATA MAXSIZE 10] The value is too large"),
          client.command("c", "SETMETADATA INBOX (/shared/comment \"12345678901\")"));
      assertEquals(
          List.of("d NO [METADATA TOOMANY] More than 2 annotations"),
          client.command(
              "d", "SETMETADATA INBOX (/shared/a \"1\" /shared/b \"2\" /shared/c \"3\")"));
      assertEquals(List.of("e OK Told"), client.command("e", "GETMETADATA INBOX /shared/a"));
      assertEquals(
          List.of("f OK Set"),
          client.command("f", "SETMETADATA INBOX (/shared/a \"1\" /private/b \"2\")"));
      assertEquals(
          List.of("g OK Set"),
          client.command("g", "SETMETADATA INBOX (/shared/a NIL /shared/c \"3\")"));
    }
  }

  @Test
  void theLimitOfMessagesIsTold() throws IOException {
    try (ImapServer server = server(SMALL)) {
      ImapServer.Client client = login(server);
      assertTrue(client.command("b", "CAPABILITY").getFirst().contains(" APPENDLIMIT=1000 "));
    }
  }

  /// RFC 5465 §3.1, §5.8.
  @Test
  void notifyIsRefusedOrGivenUpWhenItIsTooMuch() throws IOException {
    try (ImapServer server = server(SMALL)) {
      ImapServer.Client client = login(server);
      String personal = "NOTIFY SET (PERSONAL (MessageNew MessageExpunge))";
      assertEquals(List.of("b OK Watching"), client.command("b", personal));
      ImapServer.Client other = login(server);
      for (int i = 0; i < 10; i++) {
        other.command("c" + i, "CREATE box" + i);
      }
      assertEquals(
          List.of("d NO [NOTIFICATIONOVERFLOW] More than 10 mailboxes"),
          other.command("d", personal));
      // what is not watched is not said to be (RFC 5464 §4.4)
      assertEquals(List.of("* ENABLED", "d OK Enabled"), other.command("d", "ENABLE METADATA"));
      assertEquals(List.of("d OK Watching"), other.command("d", "NOTIFY NONE"));
      assertEquals(List.of("* ENABLED", "d OK Enabled"), other.command("d", "ENABLE METADATA"));
      overflow(server, client);
      server.deliver("Drafts", "unheard");
      assertEquals(List.of("f OK Done"), client.command("f", "NOOP"));
    }
  }

  /// RFC 5464 §4.4, RFC 5465 §5.8.
  @Test
  void annotationsAreToldAlsoAfterTooMuchHappened() throws IOException {
    try (ImapServer server = server(SMALL)) {
      ImapServer.Client quiet = login(server);
      quiet.command("b", "ENABLE METADATA");
      ImapServer.Client client = login(server);
      client.command("b", "ENABLE METADATA");
      client.command("c", "NOTIFY SET (PERSONAL (MessageNew MessageExpunge))");
      ImapServer.Client other = login(server);
      for (int i = 0; i < 10; i++) {
        other.command("c" + i, "CREATE box" + i);
      }
      overflow(server, client);
      String told = "* METADATA box3 /shared/comment";
      for (String text : List.of("a", "b")) {
        assertEquals(
            List.of("d OK Set"),
            other.command("d", "SETMETADATA box3 (/shared/comment \"" + text + "\")"));
        assertEquals(List.of(told, "f OK Done"), client.command("f", "NOOP"));
        assertEquals(List.of(told, "f OK Done"), quiet.command("f", "NOOP"));
      }
    }
  }

  /// A command that is under way keeps the client from being told, until it is too much.
  private static void overflow(ImapServer server, ImapServer.Client client) throws IOException {
    client.send("e APPEND INBOX {5}\r\n");
    assertTrue(client.line().startsWith("+"));
    for (int i = 0; i < 10; i++) {
      server.deliver("box" + i, "hello");
    }
    server.deliver("INBOX", "hello");
    server.deliver("Drafts", "hello");
    client.send("a: b\n\r\n");
    assertTrue(client.line().startsWith("e OK"));
    assertEquals("* OK [NOTIFICATIONOVERFLOW] Too much to tell", client.line());
  }
}
