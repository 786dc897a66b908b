package org.mailkeep.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mailkeep.settings.Configuration;

class CredentialsSettingsTest {
  @Test
  void theStandardIsNineteenMebibytesTwoPassesAndHalfOfTheProcessors() {
    var work = CredentialsSettings.work(read(""), 8);
    assertEquals(new PasswordWork(Argon2Cost.STANDARD, 4, 200, Duration.ofSeconds(10)), work);
    assertEquals(1, CredentialsSettings.work(read(""), 1).threads());
    assertEquals(new PasswordRules(8, 128), CredentialsSettings.rules(read("")));
  }

  @Test
  void everyLimitCanBeSet() {
    var configuration =
        read(
            """
            [authentication.password]
            threads = 3
            waiting = 7
            patience = "2s"
            min-length = 12
            max-length = 256
            argon2 = { memory = "64m", passes = 3, lanes = 2 }
            """);
    var cost = new Argon2Cost(64 << 10, 3, 2);
    assertEquals(
        new PasswordWork(cost, 3, 7, Duration.ofSeconds(2)),
        CredentialsSettings.work(configuration, 8));
    assertEquals(new PasswordRules(12, 256), CredentialsSettings.rules(configuration));
  }

  @Test
  void memoryThatArgon2CannotUseIsAProblem() {
    for (String memory : new String[] {"1k", "2g"}) {
      var problem =
          assertThrows(
              IllegalArgumentException.class,
              () -> read("authentication.password.argon2.memory = \"" + memory + "\""));
      assertTrue(String.valueOf(problem.getMessage()).contains("from 64k to 1g"));
    }
  }

  private static Configuration read(String toml) {
    return Configuration.of(toml, CredentialsSettings.class);
  }
}
