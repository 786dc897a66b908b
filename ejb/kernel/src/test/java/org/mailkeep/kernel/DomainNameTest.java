package org.mailkeep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {
  @ParameterizedTest
  @CsvSource({
    "example.org, example.org",
    "EXAMPLE.Org., example.org",
    "localhost, localhost",
    "_dmarc.example.org, _dmarc.example.org",
    "bücher.example, xn--bcher-kva.example",
    "BÜCHER.example, xn--bcher-kva.example",
    "1.2.0.192.in-addr.arpa, 1.2.0.192.in-addr.arpa"
  })
  void isKeptInItsAsciiForm(String text, String ascii) {
    assertEquals(ascii, DomainName.of(text).ascii());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "a..b", ".a", "-a.example", "a-.example", "a b", "a,b", "[192.0.2.1]"})
  void refusesWhatIsNoName(String text) {
    assertEquals(Optional.empty(), DomainName.parse(text));
    assertThrows(IllegalArgumentException.class, () -> DomainName.of(text));
  }

  /// So that none of it reaches a directory: not in wide letters either, which are made narrow.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "*.example",
        "%.example",
        "a?b",
        "$1",
        "example.org)(uid=*",
        "example.org,ou=people",
        "a\\2a",
        "x' or '1'='1",
        "x;y",
        "x--'",
        "a@b",
        "a\r\nRSET",
        "a\uff0a.example",
        "a\uff07b.example",
        "a\uff05.example",
        "a\uff08b\uff09.example"
      })
  void refusesWhatMeansSomethingInQueries(String text) {
    assertEquals(Optional.empty(), DomainName.parse(text));
  }

  @Test
  void labelsAndNamesAreBounded() {
    String label = "a".repeat(63);
    assertEquals(label, DomainName.of(label).ascii());
    assertEquals(Optional.empty(), DomainName.parse(label + "a"));
    String name = String.join(".", label, label, label, "a".repeat(61));
    assertEquals(253, DomainName.of(name).ascii().length());
    assertEquals(Optional.empty(), DomainName.parse(name + "a"));
  }

  @Test
  void showsUnicodeToPeople() {
    assertEquals("bücher.example", DomainName.of("xn--bcher-kva.example").unicode());
  }

  @Test
  void theConstructorTakesCanonicalFormsOnly() {
    assertThrows(IllegalArgumentException.class, () -> new DomainName("Example.org"));
  }
}
