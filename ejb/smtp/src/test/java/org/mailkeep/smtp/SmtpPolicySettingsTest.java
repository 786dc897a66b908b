package org.mailkeep.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailkeep.settings.Configuration;
import org.mailkeep.wire.smtp.SmtpService;

class SmtpPolicySettingsTest {

  private static SmtpPolicy policy(String toml) {
    var configuration = Configuration.of(toml, SmtpPolicySettings.class);
    return SmtpPolicySettings.policy(configuration, "mx.example.org");
  }

  @Test
  void tellsServersFromUsersByDefault() {
    SmtpPolicy policy = policy("");
    assertEquals(Set.of(SmtpService.RELAY), policy.fqdnRequired());
    assertEquals(Set.of(SmtpService.SUBMISSION), policy.loginRequired());
    assertEquals(Set.of(SmtpService.SUBMISSION), policy.completed());
    assertTrue(policy.senderMustMatch());
    assertEquals(new SmtpPolicy.HeaderLimits(50, 1000, 1 << 20), policy.header());
  }

  @Test
  void doesAsTheFileSays() {
    SmtpPolicy policy =
        policy(
            """
            session.ehlo.reject-non-fqdn = false
            session.auth.require = true
            session.data.limits.received-headers = 7
            """);
    assertEquals(Set.of(), policy.fqdnRequired());
    assertEquals(Set.of(SmtpService.RELAY, SmtpService.SUBMISSION), policy.loginRequired());
    assertEquals(7, policy.header().received());
  }
}
