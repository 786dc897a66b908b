package org.mailkeep.wire.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mailkeep.settings.Configuration;
import org.mailkeep.wire.imap.ImapSettings;

class Pop3SettingsTest {
  private static Pop3Limits limits(String toml) {
    return Pop3Settings.limits(Configuration.of(toml, Pop3Settings.class, ImapSettings.class));
  }

  @Test
  void eachLimitHasItsKey() {
    String toml =
        """
        [pop3.request]
        max-line = 301
        max-errors = 2
        [pop3.timeout]
        authenticated = "13m"
        anonymous = "14s"
        session = "5h"
        [imap.request]
        max-line = 10001
        max-errors = 3
        [imap.timeout]
        authenticated = "1m"
        anonymous = "2m"
        """;
    assertEquals(
        new Pop3Limits(
            301,
            2,
            new Pop3Limits.Times(
                Duration.ofMinutes(13), Duration.ofSeconds(14), Duration.ofHours(5))),
        limits(toml));
  }

  @Test
  void timesOfImapServePop3() {
    Pop3Limits defaults = Pop3Limits.defaults();
    assertEquals(defaults, limits(""));
    assertEquals(
        new Pop3Limits(
            defaults.line(),
            defaults.errors(),
            new Pop3Limits.Times(
                Duration.ofMinutes(12), Duration.ofSeconds(13), defaults.times().session())),
        limits("[imap.timeout]\nauthenticated = '12m'\nanonymous = '13s'\n"));
  }
}
