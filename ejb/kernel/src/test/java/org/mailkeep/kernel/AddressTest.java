package org.mailkeep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "jane@example.org, jane, example.org",
    "Jane.Doe+x@EXAMPLE.org, Jane.Doe+x, example.org",
    "\"jane doe\"@example.org, jane doe, example.org",
    "\"a@b\"@example.org, a@b, example.org",
    "\"a\\\"b\"@example.org, a\"b, example.org",
    "jürgen@bücher.example, jürgen, xn--bcher-kva.example",
    "!#$%&'*+-/=?^_`{|}~@example.org, !#$%&'*+-/=?^_`{|}~, example.org"
  })
  void readsLocalPartAndDomain(String text, String local, String domain) {
    var address = Address.of(text);
    assertEquals(local, address.local());
    assertEquals(domain, address.domain().ascii());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "jane",
        "@example.org",
        "jane@",
        ".jane@example.org",
        "jane.@example.org",
        "ja..ne@example.org",
        "jane doe@example.org",
        "\"jane@example.org",
        "\"ja\"ne\"@example.org",
        "\"jane\\\"@example.org",
        "\"\"@example.org",
        "jane@exa mple.org",
        "jane@-example.org",
        "ja\u0001ne@example.org",
        "\"ja\nne\"@example.org",
        "jane@[192.0.2.1]"
      })
  void refusesWhatIsNoAddress(String text) {
    assertEquals(Optional.empty(), Address.parse(text));
    assertThrows(IllegalArgumentException.class, () -> Address.of(text));
  }

  @Test
  void theLocalPartHas64OctetsOfUtf8AtMost() {
    assertTrue(Address.parse("a".repeat(64) + "@example.org").isPresent());
    assertFalse(Address.parse("a".repeat(65) + "@example.org").isPresent());
    assertFalse(Address.parse("ü".repeat(33) + "@example.org").isPresent());
  }

  @Test
  void canonicalIsLowerCaseAndComposed() {
    assertEquals(Address.of("jane@example.org"), Address.of("JANE@Example.Org").canonical());
    assertEquals(
        Address.of("j\u00fcrgen@example.org"), Address.of("Ju\u0308rgen@example.org").canonical());
  }

  @ParameterizedTest
  @ValueSource(strings = {"jane@example.org", "\"jane doe\"@example.org", "\"a\\\\b\"@example.org"})
  void isWrittenAsItIsRead(String text) {
    assertEquals(text, Address.of(text).toString());
  }

  @Test
  void knowsWhetherItNeedsSmtputf8() {
    assertTrue(Address.of("jürgen@example.org").needsUtf8());
    assertFalse(Address.of("jane@bücher.example").needsUtf8());
  }
}
