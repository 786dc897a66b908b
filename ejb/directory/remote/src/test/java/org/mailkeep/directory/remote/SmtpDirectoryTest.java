package org.mailkeep.directory.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.spi.PasswordAnswer;
import org.mailkeep.store.servers.DovecotServer;
import org.mailkeep.store.servers.PostfixServer;
import org.mailkeep.store.servers.TestAuthority;

/// Directories that ask Postfix by SMTP, and Dovecot by LMTP.
@Tag("servers")
final class SmtpDirectoryTest {
  private static final String SECRET = "secret of jane";

  private static DovecotServer dovecot;
  private static PostfixServer postfix;

  @BeforeAll
  static void start() throws IOException {
    dovecot =
        DovecotServer.started(
            "plain login scram-sha-256", List.of("jane@example.org", "john@example.org"));
    postfix = PostfixServer.started(dovecot, "example.org", List.of("jane", "john"), true);
  }

  @AfterAll
  static void stop() throws IOException {
    postfix.close();
    dovecot.close();
  }

  private static RemoteSource source(String kind, int port, String more) {
    return trusting(kind, "127.0.0.1", port, "tls.allow-invalid-certs = true\n" + more);
  }

  private static RemoteSource trusting(String kind, String host, int port, String more) {
    return RemoteSource.of(
        """
        [directory.d]
        type = "%s"
        host = "%s"
        port = %d
        timeout = "5s"
        pool.max-connections = 3
        pool.timeout.wait = "5s"
        lookup.domains = ["example.org"]
        %s
        """
            .formatted(kind, host, port, more));
  }

  @Test
  void serversOfAPrivateAuthorityAreTrustedByTheirNames() throws IOException {
    trustsByName("smtp", postfix.port(), postfix.authority(), dovecot.authority());
    trustsByName("lmtp", dovecot.lmtpPort(), dovecot.authority(), postfix.authority());
  }

  private static void trustsByName(String kind, int port, String ours, String theirs) {
    try (var right = trusting(kind, "127.0.0.1", port, TestAuthority.setting(ours))) {
      right.takes("jane@example.org", "jane@example.org");
    }
    try (var wrong = trusting(kind, "127.0.0.1", port, TestAuthority.setting(theirs))) {
      isUnsure(wrong, "its certificate is not trusted, unless tls.ca names its authority");
    }
    try (var named = trusting(kind, "localhost", port, TestAuthority.setting(ours))) {
      isUnsure(named, "No name matching localhost found");
    }
  }

  private static void isUnsure(RemoteSource source, String why) {
    var answer = source.source().recipients("jane@example.org");
    assertTrue(
        answer instanceof Answer.Unavailable<?>(var reason) && reason.contains(why),
        answer.toString());
  }

  @Test
  void postfixKnowsPasswords() throws IOException {
    try (var source = source("smtp", postfix.port(), "")) {
      assertEquals("jane@example.org", source.accepted("jane@example.org", SECRET));
      source.refused("jane@example.org", "secret of john");
      source.refused("nobody@example.org", SECRET);
      assertEquals(
          new PasswordAnswer.Nobody(), source.source().prove("joe@example.net", "secret of joe"));
      assertEquals(Optional.empty(), source.source().trouble());
      assertTrue(dovecot.notes().isEmpty() || !dovecot.notes().contains("joe@"), "was shown");
    }
  }

  @Test
  void postfixKnowsWhoGetsMail() {
    try (var source = source("smtp", postfix.port(), "")) {
      source.takes("jane@example.org", "jane@example.org");
      source.takes("jane+lists@example.org", "jane@example.org");
      source.takes("team@example.org", "team@example.org");
      source.takesNot("nobody@example.org");
      source.takesNot("nobody+lists@example.org");
      source.takesNot("jane@example.net");
      source.takesNot("@example.org");
      source.takesNot("a b\"<>\\@example.org");
      source.knows("jane", "jane@example.org");
      source.knowsNot("nobody");
    }
  }

  @Test
  void aSessionAsksAboutSoManyAndNoMore() {
    try (var source = source("smtp", postfix.port(), "limits.rcpt = 4")) {
      for (int i = 0; i < 8; i++) {
        source.takesNot("nobody" + i + "@example.org");
      }
      assertEquals(2, source.pools().opened());
    }
  }

  @Test
  void postfixVerifiesNames() {
    try (var source = source("smtp", postfix.port(), "")) {
      assertEquals(new Answer.Unknown<List<String>>(), source.source().verify("nobody", 10));
      assertEquals(
          new Answer.Unknown<List<String>>(),
          source.source().expand("team@example.org"),
          "Postfix has no EXPN");
    }
  }

  /// A domain that is not the server's own is no reason to say that somebody is not there.
  @Test
  void whatPostfixDoesNotRelayIsNotUnknown() {
    try (var source = source("smtp", postfix.port(), "lookup.directory = \"d\"")) {
      source.takesNot("jane@example.net");
    }
    try (var source =
        RemoteSource.of(
            """
            [directory.d]
            type = "smtp"
            host = "127.0.0.1"
            port = %d
            tls.allow-invalid-certs = true
            lookup.domains = ["example.net"]
            """
                .formatted(postfix.port()))) {
      var answer = source.source().recipients("jane@example.net");
      assertTrue(
          answer instanceof Answer.Unavailable<?>(var reason) && reason.contains("554 5.7.1"),
          answer.toString());
    }
  }

  @Test
  void aServerWithoutItsPasswordsIsNotSureOfThem() throws IOException {
    try (var other = DovecotServer.started("plain", List.of("jane@example.org"));
        var mail = PostfixServer.started(other, "example.org", List.of("jane"), false);
        var source = source("smtp", mail.port(), "")) {
      source.accepted("jane@example.org", SECRET);
      other.kill();
      source.unavailable("jane@example.org", SECRET);
    }
  }

  @Test
  void dovecotKnowsByLmtpWhoGetsMail() {
    try (var source = source("lmtp", dovecot.lmtpPort(), "")) {
      source.takes("jane@example.org", "jane@example.org");
      source.takesNot("nobody@example.org");
      assertEquals(Optional.empty(), source.source().trouble());
      assertEquals(
          new PasswordAnswer.Refused(Authentication.Reason.UNSUPPORTED),
          source.source().prove("jane@example.org", SECRET),
          "LMTP without logins");
    }
  }

  @Test
  void aServerThatWasRestartedIsFoundAgain() throws IOException {
    try (var source = source("smtp", postfix.port(), "")) {
      source.takes("jane@example.org", "jane@example.org");
      postfix.kill();
      var answer = source.source().recipients("jane@example.org");
      assertTrue(answer instanceof Answer.Unavailable<?>, answer.toString());
      postfix.start();
      source.takes("jane@example.org", "jane@example.org");
    }
  }
}
