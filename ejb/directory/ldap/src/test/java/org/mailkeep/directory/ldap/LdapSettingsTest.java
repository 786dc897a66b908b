package org.mailkeep.directory.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.DirectoryScramSettings;
import org.mailkeep.directory.api.DirectoryServerSettings;
import org.mailkeep.kernel.ServerTrust;
import org.mailkeep.settings.Configuration;

class LdapSettingsTest {
  private static final String GOOD =
      """
      [directory.x]
      type = "ldap"
      address = "ldaps://ldap.example.org"
      base-dn = "dc=example,dc=org"
      bind.dn = "cn=mail"
      bind.secret = "sesame"
      filter.name = "(uid=?)"
      filter.email = "(mail=?)"
      """;

  @Test
  void aServerIsReadWithItsDefaults() {
    LdapServer server = LdapSettings.server(configuration(GOOD), "x");
    assertEquals("ldap.example.org:636", server.where());
    assertEquals(LdapServer.Encryption.FROM_THE_START, server.encryption());
    assertEquals(10, LdapSettings.plan(configuration(GOOD), "x").most());
    assertEquals(new ServerTrust.Usual(), server.trust());
    assertFalse(server.toString().contains("sesame"));
    LdapServer plain =
        LdapSettings.server(
            configuration(GOOD.replace("ldaps://ldap.example.org", "ldap://[::1]:1389")), "x");
    assertEquals(LdapServer.Encryption.NONE, plain.encryption());
    assertEquals(1389, plain.port());
    LdapServer start =
        LdapSettings.server(
            configuration(GOOD.replace("ldaps:", "ldap:") + "tls.enable = true\n"), "x");
    assertEquals(LdapServer.Encryption.START_TLS, start.encryption());
    assertEquals(389, start.port());
  }

  @ParameterizedTest
  @CsvSource({
    "address = \"ldaps://ldap.example.org\", address = \"http://x\", directory.x.url",
    "base-dn = \"dc=example,dc=org\", '', directory.x.base-dn",
    "filter.name = \"(uid=?)\", filter.name = \"(uid=jane)\", directory.x.filter.name",
    "filter.email = \"(mail=?)\", '', directory.x.filter.email",
    "bind.dn = \"cn=mail\", bind.auth.method = \"template\", directory.x.bind.auth.template"
  })
  void whatIsWrongIsRefused(String good, String bad, String key) {
    String toml = GOOD.replace(good, bad);
    var refused = assertThrows(IllegalArgumentException.class, () -> configuration(toml));
    assertTrue(String.valueOf(refused.getMessage()).contains(key), refused.getMessage());
  }

  /// Whoever names authorities expects neither clear text nor that anybody will do.
  @ParameterizedTest
  @CsvSource({
    "ldaps, '', holds no certificate in PEM",
    "ldap, '', needs directory.x.tls.enable",
    "ldap, tls.enable = true, holds no certificate in PEM",
    "ldaps, tls.allow-invalid-certs = true, does nothing with directory.x.tls.allow-invalid-certs"
  })
  void authoritiesMustBeSomeAndBeAsked(String scheme, String more, String why) {
    String toml = GOOD.replace("ldaps:", scheme + ":") + "tls.ca = \"no PEM\"\n" + more;
    var refused = assertThrows(IllegalArgumentException.class, () -> configuration(toml));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains(":9: directory.x.tls.ca: " + why), message);
  }

  private static Configuration configuration(String toml) {
    return Configuration.of(
        toml,
        ChosenDirectory.class,
        DirectoryScramSettings.class,
        DirectoryServerSettings.class,
        LdapSettings.class);
  }
}
