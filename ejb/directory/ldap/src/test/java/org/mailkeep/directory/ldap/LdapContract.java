package org.mailkeep.directory.ldap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.mailkeep.connections.LdapConnections;
import org.mailkeep.connections.testing.PlainPools;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.DirectoryScramSettings;
import org.mailkeep.directory.api.DirectoryServerSettings;
import org.mailkeep.directory.api.contract.ForeignContract;
import org.mailkeep.directory.api.contract.Population;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.ldap.client.PooledLdap;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.servers.OpenLdapServer;

/// What a directory on OpenLDAP does, however it checks passwords.
abstract class LdapContract extends ForeignContract {
  /// Folders that everybody may read.
  private static final String OPEN = "ou=open[0-9]+," + OpenLdapServer.SUFFIX + "$";

  protected static OpenLdapServer server;
  private static int folders;

  @BeforeAll
  static void start() throws IOException {
    server =
        OpenLdapServer.started(
            "limits dn.exact=\"" + OpenLdapServer.SERVICE + "\" size.prtotal=unlimited",
            "limits anonymous size.prtotal=unlimited",
            "access to dn.regex=\"" + OPEN + "\" attrs=userPassword by anonymous auth by * none",
            "access to dn.regex=\"" + OPEN + "\" by * read");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  /// The settings that are under test.
  abstract String more();

  /// As whom the directory is asked.
  String service() {
    return secret();
  }

  /// How folders are called, but for their number.
  String folder() {
    return "t";
  }

  @Override
  protected DirectorySource source(List<Population.Member> members) {
    return directory(url(), filled(members), service() + more());
  }

  /// What the directory stores for a password. OpenLDAP itself knows no Argon2.
  String stored(String password) {
    return password;
  }

  /// A new folder with these people.
  protected final String filled(List<Population.Member> members) {
    String base = "ou=" + folder() + ++folders + "," + OpenLdapServer.SUFFIX;
    try {
      server.add(new People(base, this::stored).ldif(members));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return base;
  }

  protected static String url() {
    return "ldap://127.0.0.1:" + server.port();
  }

  protected static String secret() {
    return "bind.dn = \"%s\"\nbind.secret = \"%s\"\n"
        .formatted(OpenLdapServer.SERVICE, OpenLdapServer.PASSWORD);
  }

  protected static DirectorySource directory(String url, String base, String more) {
    var configuration =
        Configuration.of(
            """
            [directory.ldap]
            type = "ldap"
            url = "%s"
            base-dn = "%s"
            timeout = "5s"
            pool.max-connections = 4
            pool.timeout.create = "5s"
            pool.timeout.wait = "2s"
            filter.name = "(|(uid=?)(&(objectClass=groupOfNames)(cn=?)))"
            filter.email = "(|(mailPrimaryAddress=?)(mailAlternateAddress=?)(mailList=?))"
            filter.verify = "(|(mailPrimaryAddress=*?*)(mailAlternateAddress=*?*))"
            filter.expand = "(mailList=?)"
            filter.domains = "(|(mailPrimaryAddress=*@?)(mailAlternateAddress=*@?))"
            attributes.name = ["uid", "cn"]
            attributes.class = ["objectClass", "employeeType"]
            attributes.email = "mailPrimaryAddress"
            attributes.email-alias = "mailAlternateAddress"
            attributes.quota = "mailQuota"
            attributes.enabled = "mailEnabled"
            %s
            """
                .formatted(url, base, more),
            ChosenDirectory.class,
            DirectoryScramSettings.class,
            DirectoryServerSettings.class,
            LdapSettings.class);
    LdapConnections connections =
        PooledLdap.of(
            new PlainPools(),
            LdapSettings.plan(configuration, "ldap"),
            LdapSettings.server(configuration, "ldap"));
    return LdapSettings.directory(configuration, "ldap", connections, InstantSource.system());
  }

  /// Nobody listens there.
  @Override
  protected DirectorySource downSource() {
    return directory("ldap://127.0.0.1:1", OpenLdapServer.SUFFIX, service() + more());
  }
}
