package org.mailkeep.smtp;

import org.mailkeep.expression.World;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.wire.smtp.Command;
import org.mailkeep.wire.smtp.SessionFacts;
import org.mailkeep.wire.smtp.SmtpReply;
import org.mailkeep.wire.smtp.SmtpService;
import org.mailkeep.wire.smtp.SmtpSession;

/// The greeting, and EHLO, HELO, LHLO (RFC 5321 §3.1, §4.1.1.1; RFC 2033 §4.1).
final class HelloCommand {
  private static final int LONGEST = 200;
  private static final SmtpReply BAD_NAME =
      SmtpReply.of(550, "5.5.0", "Say hello with your fully qualified name or an address literal");

  private final World world;
  private final SmtpPolicy policy;

  HelloCommand(World world, SmtpPolicy policy) {
    this.world = world;
    this.policy = policy;
  }

  SmtpReply greet(SmtpSession session) {
    String protocol = session.service() == SmtpService.LMTP ? "LMTP" : "ESMTP";
    String words = policy.greeting().of(new SessionFacts(session), world);
    return SmtpReply.of(220, "", policy.hostname() + " " + protocol + " " + shown(words));
  }

  SmtpReply run(SmtpSession session, Command.Hello hello) {
    boolean strict =
        !session.isLoopback()
            && policy
                .demands()
                .qualified()
                .holds(session.service(), new SessionFacts(session), world);
    return strict && !isQualified(hello.name())
        ? BAD_NAME
        : SmtpReply.of(250, "", policy.hostname());
  }

  /// One line of printable ASCII (RFC 5321 §4.2), whatever a rule came to.
  private static String shown(String words) {
    String line = words.replaceAll("[^ -~]", "?");
    return line.substring(0, Math.min(line.length(), LONGEST));
  }

  // RFC 5321 §2.3.5: a fully qualified name, or an address literal
  private static boolean isQualified(String name) {
    boolean literal = name.startsWith("[") && name.endsWith("]");
    return literal || (name.indexOf('.') > 0 && DomainName.parse(name).isPresent());
  }
}
