package org.mailkeep.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.kernel.Rate;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationReader;
import org.mailkeep.settings.SettingsCatalogue;
import org.mailkeep.settings.Sources;

final class AuthSettingsTest {
  @Test
  void theDefaultsAreThoseOfTheReference() {
    assertEquals(
        new ThrottleRules(
            Optional.of(new Rate(10, Duration.ofMinutes(1))),
            Optional.of(new Rate(100, Duration.ofDays(1))),
            Optional.of(Duration.ofDays(1))),
        AuthSettings.rules(configuration("")));
    assertEquals(Optional.empty(), AuthSettings.fallback(configuration("")));
    assertEquals(Optional.empty(), AuthSettings.master(configuration("")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"authentication.fail2ban", "server.security.fail2ban"})
  void bothSpellingsOfTheBanAreTaken(String key) {
    assertEquals(
        Optional.of(new Rate(5, Duration.ofHours(1))),
        AuthSettings.rules(configuration(key + " = \"5/1h\"")).ban());
  }

  @ParameterizedTest
  @ValueSource(strings = {"authentication.rate-limit", "jmap.rate-limit.authentication"})
  void bothSpellingsOfThePauseAreTaken(String key) {
    assertEquals(Optional.empty(), AuthSettings.rules(configuration(key + " = false")).pause());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server.blocked-ip.\"192.0.2.300\" = \"\"|server.blocked-ip",
        "server.allowed-ip.office = \"\"|server.allowed-ip",
        "server.security.blocked-networks = [\"x\"]|server.security.blocked-networks",
        "authentication.master.user = \"m\"|authentication.master.secret",
        "authentication.fallback-admin.secret = \"m\"|authentication.fallback-admin.user",
      })
  void mistakesAreTold(String toml, String word) {
    var reader = new ConfigurationReader(SettingsCatalogue.of(AuthSettings.class), Sources.none());
    var refused =
        assertInstanceOf(ConfigurationReader.Refused.class, reader.read("test.toml", toml));
    assertTrue(refused.problems().toString().contains(word), refused.toString());
  }

  @Test
  void secretsAreNotPrinted() {
    Configuration configuration =
        configuration(
            "authentication.master.user = \"m\"\nauthentication.master.secret = \"sesame\"");
    assertEquals("Optional[m]", AuthSettings.master(configuration).toString());
  }

  private static Configuration configuration(String toml) {
    return Configuration.of(toml, AuthSettings.class);
  }
}
