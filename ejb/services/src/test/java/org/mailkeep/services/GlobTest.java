package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "*, '', true",
    "*, anything, true",
    "'', '', true",
    "'', a, false",
    "a, a, true",
    "a, A, false",
    "*.example.org, mail.example.org, true",
    "*.example.org, example.org, false",
    "mail.*, mail.example.org, true",
    "*a*b*, xxaxxbxx, true",
    "*a*b*, xxbxxaxx, false",
    "?.org, a.org, true",
    "?.org, ab.org, false",
    "a?, a, false",
    "a\\*, a*, true",
    "a\\*, ab, false",
    "a\\\\, 'a\\', true",
    "'a\\', 'a\\', true",
  })
  void matches(String pattern, String text, boolean expected) {
    assertEquals(expected, Glob.of(pattern).matches(text));
  }

  @Test
  void manyStarsTakeNoLongTime() {
    Glob glob = Glob.of("*a".repeat(500) + "b");
    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertFalse(glob.matches("a".repeat(8_000))));
  }
}
