package org.mailkeep.system.directories;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.servers.DovecotServer;
import org.mailkeep.store.servers.PostfixServer;
import org.mailkeep.system.MailServer;

/// A server whose accounts are on other mail servers, over connector pools of the container: in
/// Dovecot, where it logs in by IMAP and asks by LMTP who gets mail; then in Postfix, where it does
/// both by SMTP, with another domain in Dovecot, which it asks by LMTP alone. One server after the
/// other, since a start costs more than all of the rest.
@Tag("servers")
final class RemoteDirectoryTest {
  private static final List<String> POOLS =
      List.of("mailkeep-directory-office", "mailkeep-directory-mda");
  private static final String MASTER = "secret of the master";

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // the test sets it first
  private MailServer server;

  @Test
  void aServerWithItsAccountsOnMailServers() throws IOException, InterruptedException {
    try (var dovecot =
        DovecotServer.started(
            "plain scram-sha-256\nauth_default_realm = dir.example",
            List.of(
                "jane@dir.example",
                "john@dir.example",
                "jane@post.example",
                "john@post.example",
                "jane@lone.example",
                "john@lone.example"))) {
      String settings = inDovecot(dovecot);
      try (var running = MailServer.in(folder, Correspondent.SETTINGS + settings)) {
        server = running;
        server.start();
        byImap(dovecot);
        anAdministratorsPool(settings);
        try (var postfix =
            PostfixServer.started(dovecot, "post.example", List.of("jane", "john"), true)) {
          server.configure(Correspondent.SETTINGS + elsewhere(postfix, dovecot));
          server.again();
          bySmtp(postfix);
          byLmtpAlone();
        }
        server.asadmin("undeploy", "mailkeep");
        poolsAreGone();
      }
    }
  }

  private static String inDovecot(DovecotServer dovecot) {
    return """
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
  }

  private static String elsewhere(PostfixServer postfix, DovecotServer dovecot) {
    return """
    authentication.master.user = "master"
    authentication.master.secret = "%s"
    storage.directory = "relay"
    domain."lone.example".directory = "lone"
    [directory.relay]
    type = "smtp"
    host = "127.0.0.1"
    port = %d
    timeout = "5s"
    pool.max-connections = 4
    pool.timeout.wait = "5s"
    tls.allow-invalid-certs = true
    lookup.domains = ["post.example"]
    [directory.lone]
    type = "lmtp"
    host = "127.0.0.1"
    port = %d
    tls.allow-invalid-certs = true
    lookup.domains = ["lone.example"]
    """
        .formatted(MASTER, postfix.port(), dovecot.lmtpPort());
  }

  private void byImap(DovecotServer dovecot) throws IOException, InterruptedException {
    var office = new Colleagues(server, "office", "dir.example");
    office.receive();
    office.submit();
    office.areNotMistaken();
    office.stayAsTheyAre();
    poolsAreSeen();
    dovecot.kill();
    office.waitForTheServer();
    dovecot.start();
    office.areBack();
  }

  private void bySmtp(PostfixServer postfix) throws IOException, InterruptedException {
    var relay = new Colleagues(server, "relay", "post.example");
    relay.receive();
    relay.submit();
    relay.areNotMistaken();
    relay.stayAsTheyAre();
    postfix.kill();
    relay.waitForTheServer();
    postfix.start();
    relay.areBack();
  }

  /// Dovecot's LMTP knows who gets mail and has no AUTH, so nobody's password is right: not even
  /// the one that it would take by IMAP. Their mail is kept all the same, and read by whoever
  /// proves in another way who they are, as a master user does here.
  private void byLmtpAlone() throws IOException, InterruptedException {
    var lone = new Colleagues(server, "lone", "lone.example");
    lone.take("alone");
    lone.refused(
        List.of(
            lone.jane() + " \"secret of jane\"",
            lone.jane() + " \"" + MASTER + "\"",
            "nobody@lone.example \"secret of nobody\"",
            "\"nobody@lone.example%master\" \"" + MASTER + "\""));
    String answer = lone.login(lone.jane(), "secret of jane");
    assertTrue(answer.startsWith("535 5.7.8"), answer);
    lone.await(lone.jane() + "%master", MASTER, "alone");
    lone.await(lone.john() + "%master", MASTER, "alone");
    new Untouched(server, "lone", lone.jane(), "lone.example").byAdministrators();
  }

  /// A pool that an administrator has made is used instead, and is lost by no undeployment.
  private void anAdministratorsPool(String settings) throws IOException, InterruptedException {
    var office = new Colleagues(server, "office", "dir.example");
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
    server.again();
    office.receive();
    String pools = server.asadmin("list-connector-connection-pools");
    assertTrue(pools.contains(POOLS.getFirst()) && !pools.contains(POOLS.getLast()), pools);
    var refusal = assertThrows(AssertionError.class, () -> server.asadmin("undeploy", "mailkeep"));
    String reason = String.valueOf(refusal.getMessage());
    assertTrue(reason.contains("resource-adapter"), reason);
    office.receive();
    server.asadmin("delete-connector-connection-pool", "--cascade", "true", "office-mda");
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
    assertFalse(pools.contains("mailkeep-directory"), pools);
  }
}
