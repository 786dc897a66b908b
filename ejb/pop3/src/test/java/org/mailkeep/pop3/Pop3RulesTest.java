package org.mailkeep.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Rate;
import org.mailkeep.settings.Configuration;
import org.mailkeep.wire.imap.ImapSettings;

class Pop3RulesTest {
  private static Pop3Rules rules(String toml) {
    return Pop3Rules.from(Configuration.of(toml, Pop3Rules.class, ImapSettings.class));
  }

  @Test
  void areReadFromTheConfiguration() {
    assertEquals(Pop3Rules.defaults(), rules(""));
    String toml =
        """
        [pop3.auth]
        max-failures = 5
        allow-plain-text = true
        [pop3.rate-limit]
        requests = "2000/1m"
        login-delay = "3m"
        [imap.auth]
        max-failures = 6
        """;
    assertEquals(
        new Pop3Rules(
            5,
            true,
            Optional.of(new Rate(2000, Duration.ofMinutes(1))),
            Optional.of(Duration.ofMinutes(3))),
        rules(toml));
  }

  @Test
  void failuresOfImapServePop3() {
    assertEquals(7, rules("imap.auth.max-failures = 7").maxFailures());
  }
}
