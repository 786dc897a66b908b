package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.mailbox.MailboxStatus;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.mailbox.Selected;
import org.mailkeep.mailbox.SystemFlag;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Command.Access;
import org.mailkeep.wire.imap.Flags;
import org.mailkeep.wire.imap.Response;

/// SELECT and EXAMINE (RFC 9051 §6.3.2, §6.3.3, RFC 7162 §3.2.5).
final class Select {
  /// Messages among which the first one that is not \Seen is looked for.
  private static final int UNSEEN_LOOK = 10_000;

  private final MessageReading reading;

  Select(MessageReading reading) {
    this.reading = reading;
  }

  Answer run(Session session, Command.Select command) {
    boolean resync = command.resync() != null;
    if (resync && !session.resync()) {
      return Answer.bad(null, "QRESYNC is not enabled"); // RFC 7162 §3.2.5
    }
    List<Response> responses = new ArrayList<>();
    if (session.selectedOrNull() != null) {
      session.unselect();
      responses.add(new Response.Ok(Code.Simple.CLOSED, "Previous mailbox is closed"));
    }
    boolean writing = command.access() == Access.READ_WRITE;
    Optional<Mailbox> mailbox = session.account().find(command.mailbox());
    Optional<Selected> found =
        mailbox.flatMap(there -> session.account().select(there.id(), writing));
    if (found.isEmpty()) {
      return new Answer(
          responses,
          new Answer.Tagged(Answer.Condition.NO, Code.Simple.NONEXISTENT, "No such mailbox"));
    }
    if (command.condstore()) {
      session.enableModSeqs();
    }
    Selected opened = found.get();
    SelectedMailbox selected =
        new SelectedMailbox(session, opened.view(), opened.recentFrom(), writing);
    session.select(selected);
    describe(session, selected, responses);
    if (session.revision2()) {
      responses.add(ListEntries.listed(mailbox.orElseThrow(), false));
    }
    Code code = writing ? Code.Simple.READ_WRITE : Code.Simple.READ_ONLY;
    Answer.Tagged done =
        new Answer.Tagged(Answer.Condition.OK, code, writing ? "Selected" : "Examined");
    Command.Resync known = command.resync();
    if (known == null || known.uidValidity() != opened.view().status().uidValidity()) {
      return new Answer(responses, done);
    }
    return session.begin(Resynchronization.ofSelect(session, reading, known, responses, done));
  }

  private static void describe(
      Session session, SelectedMailbox selected, List<Response> responses) {
    MailboxView view = selected.known();
    MailboxStatus status = view.status();
    responses.add(new Response.MailboxFlags(FlagNames.PERMANENT));
    responses.add(
        selected.writable()
            ? new Response.Ok(new Code.PermanentFlags(FlagNames.PERMANENT, true), "Flags kept")
            : new Response.Ok(new Code.PermanentFlags(Flags.NONE, false), "Read-only"));
    responses.add(new Response.Exists(view.count()));
    if (!session.revision2()) {
      responses.add(new Response.Recent(selected.recents(view)));
      unseen(view, responses);
    }
    responses.add(new Response.Ok(new Code.UidValidity(status.uidValidity()), "UIDs valid"));
    responses.add(new Response.Ok(new Code.UidNext(status.uidNext()), "Predicted next UID"));
    responses.add(new Response.Ok(new Code.HighestModSeq(status.highestModSeq()), "Highest"));
  }

  /// The first message that is not \Seen; left out when it is far from the start, so that SELECT
  /// costs the same however large the mailbox is.
  private static void unseen(MailboxView view, List<Response> responses) {
    if (view.status().unseen() == 0) {
      return;
    }
    int end = Math.min(view.count(), UNSEEN_LOOK);
    for (int index = 0; index < end; index++) {
      if (!view.flags(index).has(SystemFlag.SEEN)) {
        responses.add(new Response.Ok(new Code.Unseen(index + 1L), "First unseen"));
        return;
      }
    }
  }
}
