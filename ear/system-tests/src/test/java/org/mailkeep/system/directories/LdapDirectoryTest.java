package org.mailkeep.system.directories;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.servers.OpenLdapServer;
import org.mailkeep.system.MailServer;

@Tag("servers")
final class LdapDirectoryTest {
  @TempDir Path folder;

  @Test
  void aServerWithItsAccountsInOpenLdap() throws IOException, InterruptedException {
    try (var ldap = OpenLdapServer.started()) {
      for (String person : Correspondent.PEOPLE) {
        ldap.add(
            """
            dn: uid=%1$s,dc=example,dc=org
            objectClass: inetOrgPerson
            objectClass: mailAccount
            uid: %1$s
            cn: %1$s
            sn: %1$s
            mail: %2$s
            mailList: %3$s
            userPassword: %4$s
            """
                .formatted(
                    person,
                    Correspondent.address(person),
                    Correspondent.LIST,
                    Correspondent.password(person)));
      }
      String settings =
          """
          storage.directory = "ldap"
          [directory.ldap]
          type = "ldap"
          url = "ldap://127.0.0.1:%d"
          base-dn = "dc=example,dc=org"
          timeout = "5s"
          pool.max-connections = 1
          tls.enable = true
          tls.allow-invalid-certs = true
          bind.dn = "%s"
          bind.secret = "%s"
          bind.auth.method = "lookup"
          filter.name = "(uid=?)"
          filter.email = "(|(mail=?)(mailList=?))"
          filter.domains = "(mail=*@?)"
          """
              .formatted(ldap.port(), OpenLdapServer.SERVICE, OpenLdapServer.PASSWORD);
      try (var server = MailServer.in(folder, Correspondent.SETTINGS + settings)) {
        server.start();
        new Correspondent(server, "ldap").livesWith(ldap);
      }
    }
  }
}
