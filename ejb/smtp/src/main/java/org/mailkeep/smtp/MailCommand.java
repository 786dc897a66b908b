package org.mailkeep.smtp;

import java.util.Optional;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.kernel.Address;
import org.mailkeep.telemetry.SmtpEvent;
import org.mailkeep.wire.smtp.Command;
import org.mailkeep.wire.smtp.SessionFacts;
import org.mailkeep.wire.smtp.SmtpReply;
import org.mailkeep.wire.smtp.SmtpSession;

/// MAIL (RFC 5321 §3.3; RFC 6409 §4.3 and §6.1 on submission).
final class MailCommand {
  private static final SmtpReply OK = SmtpReply.of(250, "2.1.0", "Sender ok");
  private static final SmtpReply LOGIN_FIRST = // RFC 4954 §6
      SmtpReply.of(530, "5.7.0", "Authentication required");
  private static final SmtpReply NO_RETURN = // RFC 3463 §3.2
      SmtpReply.of(553, "5.1.7", "Sender address has no domain that mail could return to");
  private static final SmtpReply NOT_YOURS =
      SmtpReply.of(501, "5.5.4", "Sender address does not belong to the login");
  private static final SmtpReply NO_DIRECTORY =
      SmtpReply.of(451, "4.4.3", "Directory not available, try again later");

  private final SmtpPorts ports;
  private final SmtpPolicy policy;

  MailCommand(SmtpPorts ports, SmtpPolicy policy) {
    this.ports = ports;
    this.policy = policy;
  }

  SmtpReply run(SmtpSession session, Command.Mail mail) {
    Visit visit = Visit.of(session);
    Optional<Address> sender = mail.from().toAddress();
    SmtpReply reply = check(session, visit, mail, sender);
    if (reply.isPositive()) {
      visit.open(sender.orElse(null));
    } else {
      String from = mail.from().address();
      ports.events().emit(new SmtpEvent.SenderRefused(session.peer().id(), from, reply.toString()));
    }
    return reply;
  }

  private SmtpReply check(
      SmtpSession session, Visit visit, Command.Mail mail, Optional<Address> sender) {
    Optional<Account> account = visit.account();
    SessionFacts facts = new SessionFacts(session).from(mail.from());
    SmtpPolicy.Demands demands = policy.demands();
    if (account.isEmpty() && demands.login().holds(session.service(), facts, ports.world())) {
      return LOGIN_FIRST;
    }
    if (mail.from().isNull()) {
      return OK; // also from a login: receipts (RFC 8098 §3) and vacation notices go out so
    }
    if (sender.isEmpty()) {
      return NO_RETURN;
    }
    return account.isPresent() && demands.ownSender().of(facts, ports.world())
        ? owned(account.get(), sender.get())
        : OK;
  }

  private SmtpReply owned(Account account, Address sender) {
    return switch (ports.directory().owns(account.id(), sender)) {
      case Verdict.Yes() -> OK;
      case Verdict.No() -> NOT_YOURS;
      case Verdict.Unavailable(var _) -> NO_DIRECTORY;
    };
  }
}
