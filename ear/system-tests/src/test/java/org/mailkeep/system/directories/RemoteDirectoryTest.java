package org.mailkeep.system.directories;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.servers.DovecotServer;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.Wire;

/// A server whose accounts are Dovecot's: it logs in there by IMAP, and asks there by LMTP who gets
/// mail, both over connector pools of the container.
@Tag("servers")
final class RemoteDirectoryTest {
  private static final String JANE = "jane@dir.example";
  private static final String JOHN = "john@dir.example";
  private static final List<String> POOLS =
      List.of("mailkeep-directory-office", "mailkeep-directory-mda");
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // the test sets it first
  private MailServer server;

  @Test
  void aServerWithItsAccountsInDovecot() throws IOException, InterruptedException {
    try (var dovecot =
        DovecotServer.started(
            "plain scram-sha-256\nauth_default_realm = dir.example", List.of(JANE, JOHN))) {
      String settings =
          """
          storage.directory = "office"
          [directory.office]
          type = "imap"
          host = "127.0.0.1"
          port = %d
          timeout = "5s"
          pool.max-connections = 4
          pool.timeout.wait = "5s"
          tls.allow-invalid-certs = true
          lookup.domains = ["dir.example"]
          lookup.directory = "mda"
          [directory.mda]
          type = "lmtp"
          host = "127.0.0.1"
          port = %d
          tls.allow-invalid-certs = true
          pool.max-connections = 3
          """
              .formatted(dovecot.port(), dovecot.lmtpPort());
      try (var running = MailServer.in(folder, Correspondent.SETTINGS + settings)) {
        server = running;
        server.start();
        receives();
        submits();
        refuses();
        poolsAreSeen();
        dovecot.kill();
        waits();
        dovecot.start();
        heals();
        anAdministratorsPool(settings);
        server.asadmin("undeploy", "mailkeep");
        poolsAreGone();
      }
    }
  }

  /// A pool that an administrator has made is used instead, and is lost by no undeployment.
  private void anAdministratorsPool(String settings) throws IOException, InterruptedException {
    server.asadmin(
        "create-connector-connection-pool",
        "--raname",
        "mailkeep#mailkeep-rar",
        "--connectiondefinition",
        "org.mailkeep.connections.LmtpConnectionFactory",
        "--property",
        "directory=mda",
        "office-mda");
    server.asadmin("create-connector-resource", "--poolname", "office-mda", "eis/office");
    server.configure(Correspondent.SETTINGS + settings + "connection-factory = \"eis/office\"\n");
    server.launcher("deploy").success();
    receives();
    String pools = server.asadmin("list-connector-connection-pools");
    assertTrue(pools.contains(POOLS.getFirst()) && !pools.contains(POOLS.getLast()), pools);
    var refusal = assertThrows(AssertionError.class, () -> server.asadmin("undeploy", "mailkeep"));
    String reason = String.valueOf(refusal.getMessage());
    assertTrue(reason.contains("resource-adapter"), reason);
    receives();
    server.asadmin("delete-connector-connection-pool", "--cascade", "true", "office-mda");
  }

  private void receives() throws IOException {
    try (Wire smtp = smtp("smtp")) {
      starts("250", smtp.smtp("MAIL FROM:<joe@example.net>"));
      starts("250", smtp.smtp("RCPT TO:<" + JANE + ">"));
      starts("250", smtp.smtp("RCPT TO:<john+shop@dir.example>"));
      starts("550 5.1.1", smtp.smtp("RCPT TO:<nobody@dir.example>"));
      starts("550 5.7.1", smtp.smtp("RCPT TO:<jane@elsewhere.example>"));
      data(smtp, "received");
    }
    await("jane", "received");
    await(JOHN, "received");
  }

  private void submits() throws IOException {
    try (Wire smtp = smtp("submission")) {
      starts("530", smtp.smtp("MAIL FROM:<" + JANE + ">"));
      starts("535 5.7.8", smtp.smtp(plain(JANE, "secret of john")));
      starts("535 5.7.8", smtp.smtp(plain("nobody", "secret of nobody")));
      starts("235", smtp.smtp(plain("jane", "secret of jane")));
      starts("5", smtp.smtp("MAIL FROM:<" + JOHN + ">"));
      starts("250", smtp.smtp("MAIL FROM:<" + JANE + ">"));
      starts("250", smtp.smtp("RCPT TO:<" + JOHN + ">"));
      data(smtp, "submitted");
    }
    await("john", "submitted");
  }

  private void refuses() throws IOException {
    for (String login :
        List.of(
            "jane \"secret of john\"",
            "nobody \"secret of nobody\"",
            "jane@elsewhere.example \"secret of jane\"",
            "jane \"\"")) {
      try (Wire imap = imap()) {
        starts("NO [AUTHENTICATIONFAILED]", imap.imap("LOGIN " + login).getLast());
      }
    }
  }

  private void poolsAreSeen() throws IOException, InterruptedException {
    String pools = server.asadmin("list-connector-connection-pools");
    POOLS.forEach(pool -> assertTrue(pools.contains(pool), pools));
    String ping = server.asadmin("ping-connection-pool", POOLS.getFirst());
    assertTrue(ping.contains("executed successfully"), ping);
    String most =
        server.asadmin(
            "get", "resources.connector-connection-pool." + POOLS.getFirst() + ".max-pool-size");
    assertTrue(most.contains("max-pool-size=4"), most);
    String domain = Files.readString(server.instance().resolve("domain/config/domain.xml"));
    assertFalse(domain.contains("secret of"), "the domain tells no password");
  }

  private void poolsAreGone() throws IOException, InterruptedException {
    String pools = server.asadmin("list-connector-connection-pools");
    POOLS.forEach(pool -> assertFalse(pools.contains(pool), pools));
  }

  private void waits() throws IOException, InterruptedException {
    try (Wire smtp = smtp("smtp")) {
      starts("250", smtp.smtp("MAIL FROM:<joe@example.net>"));
      starts("451 4.4.3", smtp.smtp("RCPT TO:<" + JANE + ">"));
    }
    try (Wire smtp = smtp("submission")) {
      starts("454 4.7.0", smtp.smtp(plain(JANE, "secret of jane")));
    }
    try (Wire imap = imap()) {
      starts("NO [UNAVAILABLE]", imap.imap("LOGIN jane \"secret of jane\"").getLast());
    }
    String readiness = server.readiness();
    assertTrue(readiness.contains("directory office: "), readiness);
  }

  private void heals() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    while (server.readiness().contains("directory office")) {
      assertTrue(System.nanoTime() < end, server.readiness());
      LockSupport.parkNanos(PAUSE);
    }
    try (Wire smtp = smtp("smtp")) {
      starts("250", smtp.smtp("MAIL FROM:<joe@example.net>"));
      starts("250", smtp.smtp("RCPT TO:<" + JANE + ">"));
      data(smtp, "healed");
    }
    await(JANE, "healed");
  }

  /// Waits until a message with a subject is in somebody's inbox.
  private void await(String login, String subject) throws IOException {
    long end = System.nanoTime() + PATIENCE;
    String person = login.replaceFirst("@.*", "");
    try (Wire imap = imap()) {
      imap.done("LOGIN " + login + " \"secret of " + person + "\"");
      while (true) {
        imap.done("EXAMINE INBOX");
        if (!imap.done("SEARCH SUBJECT " + subject).getFirst().strip().equals("* SEARCH")) {
          return;
        }
        assertTrue(System.nanoTime() < end, login + " has no " + subject);
        LockSupport.parkNanos(PAUSE);
      }
    }
  }

  private static void data(Wire smtp, String subject) throws IOException {
    starts("354", smtp.smtp("DATA"));
    starts("250", smtp.smtp("Subject: " + subject + "\r\n\r\nHello.\r\n."));
  }

  private Wire smtp(String listener) throws IOException {
    var smtp = new Wire(server.port(listener));
    starts("220", smtp.reply());
    starts("250", smtp.smtp("EHLO client.example.net"));
    return smtp;
  }

  private Wire imap() throws IOException {
    var imap = new Wire(server.port("imap"));
    imap.line();
    return imap;
  }

  private static String plain(String login, String password) {
    byte[] both = ("\0" + login + "\0" + password).getBytes(StandardCharsets.UTF_8);
    return "AUTH PLAIN " + Base64.getEncoder().encodeToString(both);
  }

  private static void starts(String expected, String reply) {
    assertTrue(reply.startsWith(expected), expected + " expected: " + reply);
  }
}
