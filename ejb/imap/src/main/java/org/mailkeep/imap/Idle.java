package org.mailkeep.imap;

import org.mailkeep.kernel.MailboxId;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.ImapSession;

/// IDLE and its DONE (RFC 9051 §6.3.13, RFC 2177): between the two a change of the selected mailbox
/// wakes the session.
final class Idle {
  private Idle() {}

  static Answer begin(Session session) {
    session.idling(true);
    SelectedMailbox selected = session.selectedOrNull();
    if (selected == null || session.wire().listening()) {
      return Answer.waiting(News.of(session));
    }
    ImapSession wire = session.wire();
    MailboxId mailbox = selected.id();
    session.idle(
        selected
            .account()
            .listen((_, _, mailboxes) -> {
              if (mailboxes.contains(mailbox)) {
                wire.wake();
              }
            }));
    return Answer.waiting(News.of(session));
  }

  static Answer done(Session session) {
    session.endIdle();
    return Answer.ok(News.of(session), "Idled");
  }
}
