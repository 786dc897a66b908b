package org.mailkeep.system.directories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.servers.SambaServer;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.Outcome;
import org.mailkeep.system.Program;

@Tag("servers")
final class ActiveDirectoryTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir Path folder;

  /// A controller as it is set up from the start: without TLS it lets nobody bind.
  @Test
  void aServerWithItsAccountsInActiveDirectory() throws IOException, InterruptedException {
    try (var samba = SambaServer.started(SambaServer.KERBEROS)) {
      for (String person : Correspondent.PEOPLE) {
        samba.change(ldif(person));
      }
      String settings =
          """
          authentication.kerberos.keytab = "%s"
          storage.directory = "ad"
          [directory.ad]
          type = "ldap"
          url = "%s"
          base-dn = "%s"
          timeout = "5s"
          pool.max-connections = 1
          tls.enable = true
          tls.allow-invalid-certs = true
          bind.dn = "%s"
          bind.secret = "%s"
          bind.auth.method = "lookup"
          filter.name = "(&(objectClass=user)(|(sAMAccountName={local})(userPrincipalName=?)))"
          filter.email = "(|(proxyAddresses=smtp:?)(otherMailbox=?))"
          filter.domains = "(proxyAddresses=smtp:*@?)"
          attributes.name = "sAMAccountName"
          attributes.email = "proxyAddresses"
          """
              .formatted(
                  samba.service("imap/localhost"),
                  samba.url(),
                  SambaServer.SUFFIX,
                  SambaServer.ADMINISTRATOR,
                  SambaServer.PASSWORD);
      try (var server = MailServer.in(folder, Correspondent.SETTINGS + settings)) {
        server.start();
        var people = new Correspondent(server, "ad");
        people.livesWith(samba);
        for (String login : List.of("ADEX\\jane", "jane@dir.example", "Jane@AD.example.org")) {
          people.isAlso(login);
        }
        aTicketLogsIn(samba, server.port("imaps"));
      }
    }
  }

  /// Jane has a ticket of the controller.
  private void aTicketLogsIn(SambaServer samba, int imaps)
      throws IOException, InterruptedException {
    String principal = "jane@" + SambaServer.REALM;
    var kerberos =
        Map.of(
            "KRB5_CONFIG",
            samba.kerberos().toString(),
            "KRB5CCNAME",
            "FILE:" + folder.resolve("tickets"));
    var curl =
        List.of(
            "curl",
            "-sSk",
            "--login-options",
            "AUTH=GSSAPI",
            "-u",
            principal.toLowerCase(Locale.ROOT) + ":",
            "imaps://localhost:" + imaps + "/INBOX?SUBJECT%20received");
    var loud = Stream.concat(curl.stream(), Stream.of("-v")).toList();
    Outcome without = Program.run(LIMIT, kerberos, "", loud);
    assertNotEquals(0, without.status(), without.output());
    assertTrue(without.output().contains("No Kerberos credentials"), without.output());
    String secret = Correspondent.password("jane") + "\n";
    Program.run(LIMIT, kerberos, secret, List.of("kinit", principal)).success();
    String found = Program.run(LIMIT, kerberos, "", curl).success();
    assertEquals("* SEARCH 1 2", found.strip());
  }

  private static String ldif(String person) {
    byte[] secret = SambaServer.secret(Correspondent.password(person));
    return """
    dn: CN=%1$s,CN=Users,%2$s
    changetype: add
    objectClass: user
    sAMAccountName: %1$s
    userPrincipalName: %3$s
    unicodePwd:: %4$s
    userAccountControl: 512
    proxyAddresses: SMTP:%3$s
    otherMailbox: %5$s
    """
        .formatted(
            person,
            SambaServer.SUFFIX,
            Correspondent.address(person),
            Base64.getEncoder().encodeToString(secret),
            Correspondent.LIST);
  }
}
