package org.mailkeep.directory.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "(uid=?), jane, (uid=jane)",
        "(|(uid=?)(mail=*@?)), a, (|(uid=a)(mail=*@a))",
        "(uid=?), *)(uid=*, (uid=\\2a\\29\\28uid=\\2a)",
        "(uid=?), a\\b, (uid=a\\5cb)",
        "(uid=?), jané, (uid=jan\\c3\\a9)",
        "(uid={local}), jane@example.org, (uid=jane)",
        "(&(u={username})(d={domain})), jane@example.org, (&(u=jane@example.org)(d=example.org))",
        "(sAMAccountName={local}), adex\\alice, (sAMAccountName=alice)",
        "(x={domain}), adex\\alice, (x=adex)",
        "(x={domain}{local}), alice, (x=alice)",
        "(member={dn}), \"cn=a\\,b,dc=x\", \"(member=cn=a\\5c,b,dc=x)\"",
        "(uid=?), {domain}?, (uid={domain}?)"
      })
  void filtersEscapeTheirValues(String template, String value, String filter) {
    assertEquals(filter, new Template(template).filter(value));
  }

  @Test
  void filtersEscapeWhatEndsTexts() {
    assertEquals("(uid=a\\00\\0a)", new Template("(uid=?)").filter("a\0\n"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "\"uid=?,dc=x\", jane, \"uid=jane,dc=x\"",
        "\"uid={local},dc=x\", \"j,ou=y@example.org\", \"uid=j\\,ou\\=y,dc=x\"",
        "\"uid=?,dc=x\", #a+b<c>;\"\\, \"uid=\\#a\\+b\\<c\\>\\;\\\"\"\\\\,dc=x\"",
        "{username}@ad.example.org, alice, alice@ad.example.org",
        "ADEX\\{local}, alice@example.org, ADEX\\alice"
      })
  void namesEscapeTheirValues(String template, String value, String name) {
    assertEquals(name, new Template(template).name(value));
  }

  @Test
  void spacesAtTheEdgesOfANameAreEscaped() {
    assertEquals("cn=\\ a b\\ ,dc=x", new Template("cn=?,dc=x").name(" a b "));
  }

  @Test
  void aTemplateHasAPlaceOrNot() {
    assertTrue(new Template("(uid=?)").hasPlace());
    assertTrue(new Template("{local}").hasPlace());
    assertFalse(new Template("(uid=jane)").hasPlace());
  }
}
