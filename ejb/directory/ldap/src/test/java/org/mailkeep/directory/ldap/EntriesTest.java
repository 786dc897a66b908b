package org.mailkeep.directory.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.connections.LdapEntry;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.Identity;

/// What Active Directory writes, and what others do.
class EntriesTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-28T12:00:00Z"));
  private static final LdapConfig.Attributes ATTRIBUTES =
      new LdapConfig.Attributes(
          List.of("entryUUID", "objectGUID"),
          List.of("uid", "sAMAccountName"),
          List.of("objectClass", "employeeType"),
          List.of("displayName", "cn"),
          List.of("userPassword"),
          List.of("memberOf"),
          List.of("mail", "proxyAddresses"),
          List.of("otherMailbox"),
          List.of("quota"),
          List.of("mailEnabled"),
          List.of("member"));

  private final Entries entries = new Entries(ATTRIBUTES, CLOCK);

  @Test
  void anEntryOfActiveDirectoryIsUnderstood() {
    var guid = new byte[] {1, (byte) 0xab, 0, 127};
    Map<String, List<byte[]>> values = values("sAMAccountName", "Alice", "cn", "Alice Liddell");
    values.put("objectGUID", List.of(guid));
    values.put("objectClass", octets("top", "person", "organizationalPerson", "user"));
    values.put(
        "proxyAddresses",
        octets("smtp:al@ad.example.org", "SMTP:alice@ad.example.org", "x500:/o=x"));
    values.put("userAccountControl", octets("512"));
    values.put("accountExpires", octets("9223372036854775807"));
    assertEquals(
        Optional.of(
            new Entry(
                new Identity("01ab007f", "alice"),
                Entry.Kind.INDIVIDUAL,
                "Alice Liddell",
                List.of("alice@ad.example.org", "x500:/o=x", "al@ad.example.org"),
                Account.Quota.UNLIMITED,
                true)),
        entries.entry(new LdapEntry("cn=alice", values)));
  }

  @ParameterizedTest
  @CsvSource({
    "userAccountControl, 512, true",
    "userAccountControl, 514, false",
    "userAccountControl, 66050, false",
    "accountExpires, 0, true",
    "accountExpires, 135000000000000000, true",
    "accountExpires, 133000000000000000, false",
    "mailEnabled, TRUE, true",
    "mailEnabled, FALSE, false",
    "mailEnabled, 0, false"
  })
  void accountsAreEnabledOrNot(String attribute, String value, boolean enabled) {
    var found = entries.entry(new LdapEntry("uid=x", values("uid", "x", attribute, value)));
    assertEquals(enabled, found.orElseThrow().enabled());
  }

  @ParameterizedTest
  @CsvSource({
    "groupOfNames, GROUP",
    "group, GROUP",
    "posixGroup, GROUP",
    "inetOrgPerson, INDIVIDUAL",
    "unknown, INDIVIDUAL",
    "Administrator, ADMINISTRATOR"
  })
  void classesSayWhatItIs(String word, Entry.Kind kind) {
    Map<String, List<byte[]>> values = values("uid", "x");
    values.put("objectClass", octets("top", word));
    assertEquals(kind, entries.entry(new LdapEntry("uid=x", values)).orElseThrow().kind());
  }

  @Test
  void quotasAndKeysMayBeMissing() {
    var entry =
        entries.entry(new LdapEntry("uid=x", values("uid", "X", "quota", "many"))).orElseThrow();
    assertEquals(Account.Quota.UNLIMITED, entry.quota());
    assertEquals(new Identity("x", "x"), entry.identity());
    assertEquals(
        Account.Quota.ofBytes(7),
        entries
            .entry(new LdapEntry("uid=x", values("uid", "x", "quota", "7")))
            .orElseThrow()
            .quota());
    assertEquals(Optional.empty(), entries.entry(new LdapEntry("cn=x", values("cn", "x"))));
    assertEquals(Optional.empty(), entries.entry(new LdapEntry("cn=x", values("uid", " "))));
  }

  private static Map<String, List<byte[]>> values(String... namesAndValues) {
    Map<String, List<byte[]>> values = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(namesAndValues[i], octets(namesAndValues[i + 1]));
    }
    return values;
  }

  private static List<byte[]> octets(String... texts) {
    return List.of(texts).stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
