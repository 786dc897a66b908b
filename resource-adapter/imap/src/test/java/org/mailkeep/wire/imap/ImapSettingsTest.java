package org.mailkeep.wire.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mailkeep.settings.Configuration;

class ImapSettingsTest {
  @Test
  void eachLimitHasItsKey() {
    String toml =
        """
        [imap.request]
        max-size = 1000001
        max-line = 10002
        max-literal = 10003
        max-command = 10004
        max-nesting = 15
        max-elements = 106
        max-errors = 7
        [imap.compress]
        max-ratio = 18
        [imap.timeout]
        authenticated = "19m"
        anonymous = "20s"
        idle = "21m"
        """;
    assertEquals(
        new ImapLimits(
            10_002,
            new ParserLimits(10_003, 10_004, 1_000_001, 15, 106),
            7,
            18,
            new ImapLimits.Times(
                Duration.ofMinutes(19), Duration.ofSeconds(20), Duration.ofMinutes(21))),
        ImapSettings.limits(Configuration.of(toml, ImapSettings.class)));
  }

  @Test
  void defaultsAreWhatNothingMeans() {
    assertEquals(
        ImapLimits.defaults(), ImapSettings.limits(Configuration.of("", ImapSettings.class)));
  }
}
