package org.mailkeep.directory.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.kernel.DomainName;

class ClaimReaderTest {
  private static Optional<Entry> read(
      @Nullable String domain, @Nullable String groups, String claims) {
    try {
      var meaning =
          new OidcConfig.Meaning(
              "preferred_username",
              "email",
              "name",
              Optional.ofNullable(groups),
              Optional.ofNullable(domain).map(DomainName::of),
              Map.of("staff", Set.of("clerk"), "/boss", Set.of("admin", "clerk")));
      return new ClaimReader(meaning).entry(JWTClaimsSet.parse(JSONObjectUtils.parse(claims)));
    } catch (ParseException e) {
      throw new IllegalArgumentException(claims, e);
    }
  }

  /// Claims, and what login name and addresses they come to in the domain `example.org`.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'preferred_username':'John','email':'J@Example.Net' | john@example.org | j@example.net"
            + " john@example.org",
        "'preferred_username':'john@example.org' | john@example.org | john@example.org",
        "'preferred_username':'ceo@example.net' | ceo@example.net | \"\"",
        "'email':'j@example.net' | j@example.net | j@example.net",
        "'preferred_username':'j','email':'ceo@example.net','email_verified':false | j@example.org"
            + " | j@example.org",
        "'preferred_username':'j','email':'a@example.net','email_verified':'false' | j@example.org"
            + " | j@example.org",
        "'preferred_username':'j','email':'a@example.net','email_verified':'true' | j@example.org |"
            + " a@example.net j@example.org",
        "'preferred_username':'j','email':'no address' | j@example.org | j@example.org",
        "'username':'jo','preferred_username':' ' | jo@example.org | jo@example.org"
      })
  void namesAndAddresses(String claims, String login, String emails) {
    Entry entry = read("example.org", null, json("'sub':'1'," + claims)).orElseThrow();
    assertEquals(login, entry.identity().name());
    assertEquals("1", entry.identity().key());
    assertEquals(emails, String.join(" ", entry.emails()));
  }

  @Test
  void aNameWithoutADomainStaysAsItIs() {
    Entry entry =
        read(null, null, json("'sub':'1','preferred_username':'john@example.org'")).orElseThrow();
    assertEquals("john@example.org", entry.identity().name());
    assertEquals(List.of(), entry.emails(), "a name that somebody chose is no address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'sub':'1'",
        "'sub':'1','preferred_username':7",
        "'sub':'1','preferred_username':'a\\u0000b'",
        "'sub':'1','email':'a@example.net','email_verified':false"
      })
  void whoHasNoNameIsNobody(String claims) {
    assertEquals(Optional.empty(), read(null, null, json(claims)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "groups | 'groups':['staff','other'] | clerk",
        "groups | 'groups':'/boss' | admin clerk",
        "groups | 'groups':{'staff':true} | \"\"",
        "groups | 'other':['staff'] | \"\"",
        "realm_access.roles | 'realm_access':{'roles':['/boss']} | admin clerk",
        "https://x.example/roles | 'https://x.example/roles':['staff'] | clerk",
        "groups.x | 'groups':['staff'] | \"\""
      })
  void groupsAreRoles(String path, String claims, String roles) {
    Entry entry =
        read(null, path, json("'sub':'1','preferred_username':'j'," + claims)).orElseThrow();
    assertEquals(roles, String.join(" ", entry.roles().stream().sorted().toList()));
  }

  @Test
  void aNameForPeopleHasALimit() {
    String name = "x".repeat(5_000);
    Entry entry =
        read(null, null, json("'sub':'1','preferred_username':'j','name':'" + name + "'"))
            .orElseThrow();
    assertTrue(entry.description().length() <= 1_000);
  }

  private static String json(String members) {
    return "{" + members.replace('\'', '"') + "}";
  }
}
