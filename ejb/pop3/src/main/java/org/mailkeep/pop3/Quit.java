package org.mailkeep.pop3;

import org.mailkeep.auth.Permission;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.Pop3Event;
import org.mailkeep.wire.pop3.Answer;
import org.mailkeep.wire.pop3.Code;
import org.mailkeep.wire.pop3.Pop3Session;

/// QUIT: removes what is marked, gives the maildrop back, ends the connection (RFC 1939 §6). The
/// client reads `+OK` only after all is durable.
final class Quit {
  private final Events events;

  Quit(Events events) {
    this.events = events;
  }

  Answer run(Session session) {
    if (session.wire().state() == Pop3Session.State.AUTHORIZATION) {
      return Answer.ok("Bye").close();
    }
    Answer answer = update(session);
    session.leave();
    return answer.close();
  }

  private Answer update(Session session) {
    Session.Opened opened = session.opened();
    Maildrop maildrop = opened.maildrop();
    int deletions = maildrop.deletions();
    if (deletions == 0) {
      return Answer.ok("Bye");
    }
    if (!session.may(Permission.POP3_DELE)) {
      return Pop3Permissions.refusal(Permission.POP3_DELE);
    }
    try {
      if (!opened.lock().renew()) {
        return failed(Code.IN_USE);
      }
      opened.account().remove(maildrop.mailbox(), maildrop.deleted());
    } catch (StoreException e) {
      return failed(Code.SYS_TEMP);
    }
    events.emit(new Pop3Event.Removed(session.number(), opened.name(), deletions));
    return Answer.ok("Bye, " + deletions + " messages removed");
  }

  private static Answer failed(Code code) {
    return Answer.err(code, "Some deleted messages not removed");
  }
}
