package org.mailkeep.wire.smtp;

import java.io.IOException;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Chance;
import org.mailkeep.settings.Configuration;
import org.mailkeep.wire.sasl.Mechanisms;
import org.mailkeep.wire.sasl.Proof;

/// What a session is offered changes as more is known of it.
class SessionRulesTest {
  private static Wire wire(String toml) throws IOException {
    var setup =
        SmtpSettings.setup(
            Configuration.of("session.auth.allow-plain-text = true\n" + toml, SmtpSettings.class),
            SmtpService.SUBMISSION,
            Mechanisms.standard(Chance.secure()).of(Set.of(Proof.PASSWORD)));
    return new Wire(setup, UnaryOperator.identity());
  }

  @Test
  void vrfyAndExpnComeWithTheLogin() throws IOException {
    try (var wire = wire("session.extensions.dsn = false")) {
      wire.dialogue(
          """
          S: 220
          C: VRFY jane
          S: 252
          C: EHLO client.example.net
          S: 250-mx.example.org
          S: 250-PIPELINING
          S: 250-SIZE 104857600
          S: 250-8BITMIME
          S: 250-BINARYMIME
          S: 250-SMTPUTF8
          S: 250-CHUNKING
          S: 250-ENHANCEDSTATUSCODES
          S: 250-STARTTLS
          S: 250-AUTH PLAIN LOGIN
          S: 250 HELP
          C: EXPN list
          S: 502
          C: AUTH PLAIN AGphbmUAc2VjcmV0
          S: 235
          C: VRFY jane
          S: 250 2.1.5 yes
          C: VRFY bad
          S: 550
          C: EXPN list
          S: 250 2.1.5 yes
          C: EHLO client.example.net
          S: 250-mx.example.org
          S: 250-PIPELINING
          S: 250-SIZE 104857600
          S: 250-8BITMIME
          S: 250-BINARYMIME
          S: 250-SMTPUTF8
          S: 250-CHUNKING
          S: 250-ENHANCEDSTATUSCODES
          S: 250-STARTTLS
          S: 250-AUTH PLAIN LOGIN
          S: 250-VRFY
          S: 250-EXPN
          S: 250 HELP
          """);
    }
  }

  @Test
  void limitsFollowNameLoginAndSender() throws IOException {
    String toml =
        """
        session.extensions.pipelining = [
          { if = "starts_with(helo_domain, 'fast')", then = true }, { else = false } ]
        session.data.limits.size = [
          { if = "authenticated-as", eq = "jane", then = "2000" }, { else = "1000" } ]
        session.rcpt.max-recipients = [
          { if = "matches('^([^@]+)@(.+)$', sender) && $2 = 'list.example'", then = 2 },
          { else = 1 } ]
        session.auth.mechanisms = "[plain]"
        """;
    try (var wire = wire(toml)) {
      wire.dialogue(
          """
          S: 220
          C: HELO slow.example.net
          S: 250
          C: MAIL FROM:<a@x.example> SIZE=1001
          S: 552
          C: MAIL FROM:<a@x.example> SIZE=1000
          S: 250
          C: RCPT TO:<a@x.org>
          S: 250
          C: RCPT TO:<b@x.org>
          S: 452
          C: RSET
          S: 250
          C: MAIL FROM:<a@List.Example>
          S: 250
          C: RCPT TO:<a@x.org>
          S: 250
          C: RCPT TO:<b@x.org>
          S: 250
          C: RCPT TO:<c@x.org>
          S: 452
          C: EHLO fast.example.net
          S: 250-mx.example.org
          S: 250-PIPELINING
          S: 250-SIZE 1000
          S: 250-8BITMIME
          S: 250-BINARYMIME
          S: 250-SMTPUTF8
          S: 250-CHUNKING
          S: 250-ENHANCEDSTATUSCODES
          S: 250-DSN
          S: 250-STARTTLS
          S: 250-AUTH PLAIN
          S: 250 HELP
          C: AUTH PLAIN AGphbmUAc2VjcmV0
          S: 235
          C: MAIL FROM:<a@x.example> SIZE=2000
          S: 250
          """);
    }
  }
}
