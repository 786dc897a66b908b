package org.mailkeep.pop3;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mailkeep.auth.Sessions;
import org.mailkeep.directory.api.Account;
import org.mailkeep.kernel.Rate;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.telemetry.Pop3Event;
import org.mailkeep.wire.pop3.Answer;
import org.mailkeep.wire.pop3.Code;

/// Opens the maildrop of who has logged in: takes its lock and looks at the inbox, which no other
/// POP3 session then changes (RFC 1939 §4).
final class Opening {
  private final Pop3Backend backend;

  Opening(Pop3Backend backend) {
    this.backend = backend;
  }

  Answer run(Session session, Account account, Sessions.Open login, Pop3Rules rules) {
    Optional<MaildropLock> lock = backend.locks().take(account.id(), session.wire()::expel);
    if (lock.isEmpty()) {
      backend.events().emit(new Pop3Event.InUse(session.number(), account.login()));
      return Answer.err(Code.IN_USE, "Another session has the maildrop, try again later");
    }
    try {
      if (tooSoon(account, rules)) {
        return Answer.err(Code.LOGIN_DELAY, "The last login is not long enough ago");
      }
      MailAccount mail = backend.accounts().open(account.id());
      Maildrop maildrop = new Maildrop(inbox(mail));
      session.loggedIn(new Session.Opened(account.login(), mail, maildrop, lock.get()), login);
      return Answer.ok(maildrop.left() + " messages (" + maildrop.octets() + " octets)");
    } finally {
      if (!session.isOpen()) {
        lock.get().close();
      }
    }
  }

  private static MailboxView inbox(MailAccount mail) {
    return mail.find(Mailbox.INBOX)
        .flatMap(inbox -> mail.view(inbox.id()))
        .orElseThrow(() -> new IllegalStateException("there is no inbox"));
  }

  // RFC 2449 §6.5
  private boolean tooSoon(Account account, Pop3Rules rules) {
    byte[] key = ("pop3-login/" + account.id().value()).getBytes(StandardCharsets.UTF_8);
    return rules
        .loginDelay()
        .flatMap(delay -> backend.lookups().admit(key, new Rate(1, delay)))
        .isPresent();
  }
}
