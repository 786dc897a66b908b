package org.mailkeep.directory.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.directory.api.spi.PasswordAnswer;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.servers.DovecotServer;
import org.mailkeep.store.servers.TestAuthority;

/// A directory that logs in to Dovecot by IMAP.
@Tag("servers")
final class ImapDirectoryTest {
  private static final List<String> USERS =
      List.of("jane@example.org", "john@example.org", "joe@example.net");
  private static final String SECRET = "secret of jane";

  private static DovecotServer dovecot;

  @BeforeAll
  static void start() throws IOException {
    dovecot =
        DovecotServer.started(
            "plain login cram-md5 scram-sha-1 scram-sha-256\nauth_default_realm = example.org",
            USERS);
  }

  @AfterAll
  static void stop() throws IOException {
    dovecot.close();
  }

  private static RemoteSource source(String more) {
    return RemoteSource.of(
        """
        [directory.d]
        type = "imap"
        host = "127.0.0.1"
        port = %d
        timeout = "5s"
        pool.max-connections = 3
        pool.timeout.wait = "5s"
        tls.allow-invalid-certs = true
        lookup.domains = ["example.org"]
        %s
        """
            .formatted(dovecot.port(), more));
  }

  @Test
  void aRightPasswordGetsIn() {
    try (var source = source("")) {
      assertEquals("jane@example.org", source.accepted("jane@example.org", SECRET));
      assertEquals("jane@example.org", source.accepted("jane", SECRET), "the domain's only");
      assertEquals(Optional.empty(), source.source().trouble());
      assertEquals(new Verdict.Yes(), source.source().isLocal(DomainName.of("example.org")));
      assertEquals(new Verdict.No(), source.source().isLocal(DomainName.of("example.net")));
    }
  }

  @Test
  void aWrongPasswordDoesNot() {
    try (var source = source("")) {
      source.refused("jane@example.org", "secret of john");
      source.refused("nobody@example.org", SECRET);
      source.refused("jane@example.org", "secret\0of jane");
      source.accepted("john@example.org", "secret of john");
    }
  }

  @Test
  void aLoginOfAnotherDomainIsNobody() throws IOException {
    try (var source = source("")) {
      assertEquals(
          new PasswordAnswer.Nobody(), source.source().prove("joe@example.net", "secret of joe"));
      assertFalse(dovecot.notes().contains("joe@example.net"), "its password was shown");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "login", "cram-md5", "scram-sha-1", "scram-sha-256"})
  void everyMechanismWorks(String mechanism) throws IOException {
    try (var one = DovecotServer.started(mechanism, USERS);
        var source =
            RemoteSource.of(
                """
                [directory.d]
                type = "imap"
                host = "127.0.0.1"
                port = %d
                tls.enable = true
                tls.allow-invalid-certs = true
                lookup.domains = "example.org"
                """
                    .formatted(one.tlsPort()))) {
      source.accepted("jane@example.org", SECRET);
      source.refused("jane@example.org", "no secret of jane");
      String notes = one.notes();
      assertTrue(notes.contains("method=" + mechanism.toUpperCase(java.util.Locale.ROOT)), notes);
      assertTrue(notes.contains("TLS"), notes);
    }
  }

  @Test
  void aSessionIsUsedForOneLoginAndForSomeThatFail() {
    try (var source = source("limits.auth-errors = 2")) {
      source.accepted("jane@example.org", SECRET);
      source.accepted("jane@example.org", SECRET);
      assertEquals(2, source.pools().opened(), "each login has its own session");
      for (int i = 0; i < 4; i++) {
        source.refused("jane@example.org", "wrong");
      }
      assertEquals(4, source.pools().opened(), "two failures each");
    }
  }

  @Test
  void whoHasLoggedInOnceGetsMail() {
    try (var source = source("")) {
      source.takesNot("jane@example.org");
      source.knowsNot("jane@example.org");
      source.known().add("jane@example.org");
      source.takes("jane@example.org", "jane@example.org");
      source.knows("jane", "jane@example.org");
      source.takesNot("@example.org");
      assertTrue(source.source().forget(new Identity("jane@example.org", "jane@example.org")));
    }
  }

  @Test
  void anLmtpServerSaysWhoGetsMail() {
    try (var source =
        source(
            """
            lookup.directory = "mda"
            [directory.mda]
            type = "lmtp"
            host = "127.0.0.1"
            port = %d
            tls.allow-invalid-certs = true
            """
                .formatted(dovecot.lmtpPort()))) {
      source.takes("jane@example.org", "jane@example.org");
      source.takesNot("nobody@example.org");
      source.takesNot("joe@example.net");
      source.knows("john", "john@example.org");
      source.knowsNot("nobody");
      var jane = new Identity("jane@example.org", "jane@example.org");
      assertFalse(source.source().forget(jane), "the server says who is gone");
    }
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() {
    try (var source =
        RemoteSource.of(
            """
            [directory.d]
            type = "imap"
            host = "127.0.0.1"
            port = %d
            pool.timeout.wait = "5s"
            lookup.domains = "example.org"
            """
                .formatted(dovecot.port()))) {
      source.unavailable("jane@example.org", SECRET);
      assertTrue(source.source().trouble().isPresent());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aServerOfAPrivateAuthorityIsTrustedByItsName(boolean first, @TempDir Path folder)
      throws IOException {
    String ours = dovecot.authority();
    String theirs = Files.readString(TestAuthority.in(folder).certificate());
    try (var trusting = trusting("127.0.0.1", first, ours)) {
      trusting.accepted("jane@example.org", SECRET);
    }
    try (var wrong = trusting("127.0.0.1", first, theirs)) {
      String reason = wrong.unavailable("jane@example.org", SECRET);
      assertTrue(reason.contains("its certificate is not trusted, unless tls.ca names"), reason);
      assertTrue(reason.contains("tls.allow-invalid-certs"), reason);
    }
    try (var named = trusting("localhost", first, ours)) {
      String reason = named.unavailable("jane@example.org", SECRET);
      assertTrue(reason.contains("No name matching localhost found"), reason);
    }
  }

  @Test
  void whoNamesAuthoritiesWantsTls() throws IOException {
    try (var plain = DovecotServer.started("plain", USERS, "ssl = no\n");
        var source = trusting("127.0.0.1", plain.port(), false, plain.authority())) {
      String reason = source.unavailable("jane@example.org", SECRET);
      assertTrue(reason.contains("STARTTLS is not offered, which tls.ca needs"), reason);
    }
  }

  private static RemoteSource trusting(String host, boolean tlsFirst, String authorities) {
    return trusting(host, tlsFirst ? dovecot.tlsPort() : dovecot.port(), tlsFirst, authorities);
  }

  private static RemoteSource trusting(
      String host, int port, boolean tlsFirst, String authorities) {
    return RemoteSource.of(
        """
        [directory.d]
        type = "imap"
        host = "%s"
        port = %d
        tls.enable = %b
        lookup.domains = "example.org"
        %s
        """
            .formatted(host, port, tlsFirst, TestAuthority.setting(authorities)));
  }

  @Test
  void aServerThatWasRestartedIsFoundAgain() throws IOException {
    try (var source = source("")) {
      source.refused("jane@example.org", "wrong");
      dovecot.kill();
      String reason = source.unavailable("jane@example.org", SECRET);
      assertTrue(reason.contains("127.0.0.1:" + dovecot.port()), reason);
      assertTrue(source.source().trouble().isPresent());
      dovecot.start();
      source.accepted("jane@example.org", SECRET);
      assertEquals(Optional.empty(), source.source().trouble());
    }
  }
}
