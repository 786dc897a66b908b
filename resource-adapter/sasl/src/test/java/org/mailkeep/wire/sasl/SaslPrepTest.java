package org.mailkeep.wire.sasl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SaslPrepTest {

  /// The examples of RFC 4013 §3, and more.
  @ParameterizedTest
  @CsvSource({
    "I\u00adX, IX",
    "user, user",
    "USER, USER",
    "\u00aa, a",
    "\u2168, IX",
    "a\u00a0b, a b",
    "e\u0301, \u00e9",
    "\u06271\u0628, \u06271\u0628",
  })
  void whatLooksTheSameBecomesTheSame(String text, String prepared) {
    assertEquals(Optional.of(prepared), SaslPrep.prepare(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0007",
        "\u06271",
        "\u0627a\u0628",
        "\ue000",
        "\ufffd",
        "\u202e",
        "\u2028",
        "\u0378"
      })
  void whatCannotBeSeenIsRefused(String text) {
    assertEquals(Optional.empty(), SaslPrep.prepare(text));
  }
}
