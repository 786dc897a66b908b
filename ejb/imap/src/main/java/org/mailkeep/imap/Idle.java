package org.mailkeep.imap;

import java.util.List;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.ImapSession;
import org.mailkeep.wire.imap.Response;

/// IDLE and its DONE (RFC 9051 §6.3.13, RFC 2177): between the two a change of the selected mailbox
/// wakes the session.
final class Idle {
  private Idle() {}

  static Answer begin(Session session) {
    SelectedMailbox selected = session.selectedOrNull();
    if (selected == null) {
      return Answer.waiting(List.of());
    }
    ImapSession wire = session.wire();
    MailboxId mailbox = selected.id();
    session.idle(
        session
            .account()
            .listen((_, _, mailboxes) -> {
              if (mailboxes.contains(mailbox)) {
                wire.wake();
              }
            }));
    return Answer.waiting(selected.catchUp());
  }

  static Answer pending(Session session) {
    SelectedMailbox selected = session.selectedOrNull();
    return Answer.waiting(selected == null ? List.<Response>of() : selected.catchUp());
  }

  static Answer done(Session session) {
    session.endIdle();
    SelectedMailbox selected = session.selectedOrNull();
    return Answer.ok(selected == null ? List.of() : selected.catchUp(), "Idled");
  }
}
