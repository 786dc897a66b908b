package org.mailkeep.wire.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.settings.Configuration;

class SmtpSettingsTest {

  private static SmtpSetup setup(String toml, SmtpService service) {
    return SmtpSettings.setup(Configuration.of(toml, SmtpSettings.class), service);
  }

  @Test
  void hasSensibleDefaults() {
    SmtpLimits limits = setup("", SmtpService.RELAY).limits();
    assertEquals(100, limits.recipients());
    assertEquals(104_857_600, limits.messageSize());
    assertEquals(Duration.ofMinutes(5), limits.timeout());
    assertEquals(new SmtpLimits.Errors(3, Duration.ofSeconds(5)), limits.authErrors());
  }

  @Test
  void offersAuthOnSubmissionOnly() {
    assertEquals(List.of("PLAIN", "LOGIN"), setup("", SmtpService.SUBMISSION).rules().mechanisms());
    assertEquals(List.of(), setup("", SmtpService.RELAY).rules().mechanisms());
    assertEquals(List.of(), setup("", SmtpService.LMTP).rules().mechanisms());
  }

  @Test
  void forgivesLmtpItsDeadAddresses() {
    assertEquals(SmtpLimits.Errors.NONE, setup("", SmtpService.LMTP).limits().rcptErrors());
  }

  @Test
  void doesAsTheFileSays() {
    SmtpSetup setup =
        setup(
            """
            session.timeout = "30s"
            session.auth.errors.max = 7
            session.auth.mechanisms = ["login"]
            session.data.limits.size = "1m"
            session.extensions.chunking = false
            """,
            SmtpService.SUBMISSION);
    assertEquals(Duration.ofSeconds(30), setup.limits().timeout());
    assertEquals(7, setup.limits().authErrors().total());
    assertEquals(1 << 20, setup.limits().messageSize());
    assertEquals(List.of("LOGIN"), setup.rules().mechanisms());
    assertFalse(setup.rules().chunking());
  }

  @Test
  void refusesLimitsUnderWhichNoMailFlows() {
    assertThrows(
        IllegalArgumentException.class,
        () -> setup("session.data.limits.size = 0", SmtpService.RELAY));
  }
}
