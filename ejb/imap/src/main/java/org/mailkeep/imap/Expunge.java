package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.mailbox.Right;
import org.mailkeep.mailbox.UidSet;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Command.Numbering;
import org.mailkeep.wire.imap.Response;
import org.mailkeep.wire.imap.SequenceSet;

/// EXPUNGE, UID EXPUNGE, and the expunge of CLOSE (RFC 9051 §6.4.1, §6.4.3, §6.4.9): some messages
/// in each part, each part one commit.
final class Expunge implements LongAnswer {
  /// Messages of one part.
  private static final int GROUP = 1000;

  private final Session session;
  private final SelectedMailbox mailbox;
  private final UidSet among;
  private final @Nullable Code reached;
  private final boolean closes;

  /// Messages that came later stay.
  private final int end;

  private int from = 1;

  private Expunge(Session session, UidSet among, @Nullable Code reached, boolean closes) {
    this.session = session;
    this.mailbox = session.selected();
    this.among = among;
    this.reached = reached;
    this.closes = closes;
    this.end = mailbox.latest().status().uidNext();
  }

  static Answer run(Session session, Command.Expunge command, MessageLimits limits) {
    SelectedMailbox mailbox = session.selected();
    if (!mailbox.writable()) {
      return Answer.no(Code.Simple.READ_ONLY, "The mailbox is open for reading only");
    }
    SequenceSet wanted = command.uids();
    if (wanted == null) {
      return session.begin(new Expunge(session, UidSet.ALL, null, false));
    }
    Indexes named = Indexes.of(mailbox, wanted, Numbering.UID);
    MessageLimits.Part part =
        limits.allows(named.count())
            ? new MessageLimits.Part(named, null)
            : limits.within(deleted(named, mailbox.known()), mailbox.known());
    UidSet uids = part.messages().uids(mailbox.known());
    return session.begin(new Expunge(session, uids, part.code(), false));
  }

  /// Those of some messages that have `\Deleted`.
  private static Indexes deleted(Indexes among, MailboxView view) {
    Indexes.Builder deleted = new Indexes.Builder();
    for (int index = view.nextDeleted(0); index < view.count(); ) {
      if (among.contains(index)) {
        deleted.add(index, index);
      }
      index = view.nextDeleted(index + 1);
    }
    return deleted.build();
  }

  /// CLOSE: expunges without telling.
  static Answer close(Session session) {
    SelectedMailbox mailbox = session.selected();
    boolean there = mailbox.account().view(mailbox.id()).isPresent();
    if (there && mailbox.writable() && mailbox.rights().has(Right.EXPUNGE)) {
      return session.begin(new Expunge(session, UidSet.ALL, null, true));
    }
    session.unselect();
    return Answer.ok("Closed");
  }

  @Override
  public Answer next() {
    UidSet some = deleted(mailbox.latest());
    if (!some.spans().isEmpty()) {
      mailbox.account().expunge(mailbox.id(), some);
    }
    List<Response> responses = closes ? List.of() : mailbox.settle();
    return from < end ? Answer.more(responses) : last(responses);
  }

  /// The next messages that are to go; what comes after them begins at `from`.
  private UidSet deleted(MailboxView view) {
    int[] uids = new int[GROUP];
    int count = 0;
    int index = view.nextDeleted(view.indexAtOrAfter(from));
    while (index < view.count() && count < GROUP && view.uid(index) < end) {
      if (among.contains(view.uid(index))) {
        uids[count++] = view.uid(index);
      }
      index = view.nextDeleted(index + 1);
    }
    from = index < view.count() ? view.uid(index) : end;
    return UidSet.of(Arrays.copyOf(uids, count));
  }

  private Answer last(List<Response> told) {
    List<Response> responses = told;
    if (closes) {
      session.unselect();
      return Answer.ok("Closed");
    }
    Code known = mailbox.reached();
    if (reached != null && known != null) {
      responses = new ArrayList<>(responses);
      responses.add(new Response.No(reached, "Too many messages")); // RFC 9738 §3.1
    }
    return Answer.ok(responses, known == null ? reached : known, "Expunged");
  }
}
