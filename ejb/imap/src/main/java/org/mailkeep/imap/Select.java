package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.mailbox.AccessRights;
import org.mailkeep.mailbox.MailboxStatus;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.mailbox.Right;
import org.mailkeep.mailbox.Selected;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Command.Access;
import org.mailkeep.wire.imap.Flags;
import org.mailkeep.wire.imap.Response;

/// SELECT and EXAMINE (RFC 9051 §6.3.2, §6.3.3, RFC 7162 §3.2.5).
final class Select {
  /// Keywords that FLAGS lists at most; others can be set and searched all the same.
  private static final int KEYWORDS = 500;

  private final MessageReading reading;

  Select(MessageReading reading) {
    this.reading = reading;
  }

  Answer run(Session session, Command.Select command) {
    boolean resync = command.resync() != null;
    if (command.resync() != null && command.resync().numbered() && session.uidOnly()) {
      return UidOnly.REFUSAL; // RFC 9586 §3.3
    }
    if (resync && !session.resync()) {
      return Answer.bad(null, "QRESYNC is not enabled"); // RFC 7162 §3.2.5
    }
    List<Response> responses = new ArrayList<>();
    if (session.selectedOrNull() != null) {
      session.unselect();
      responses.add(new Response.Ok(Code.Simple.CLOSED, "Previous mailbox is closed"));
    }
    boolean writing = command.access() == Access.READ_WRITE;
    Located place = session.find(command.mailbox()).orElse(null);
    Selected opened =
        place == null || !place.rights().has(Right.READ)
            ? null
            : place.account().select(place.id(), writing).orElse(null);
    if (place == null || opened == null) {
      return new Answer(responses, refusal(place));
    }
    if (command.condstore()) {
      session.enableModSeqs();
    }
    SelectedMailbox selected = new SelectedMailbox(session, place.account(), opened, writing);
    session.select(selected);
    describe(session, selected, responses);
    if (session.revision2()) {
      responses.add(ListEntries.listed(session.shared().counted(session, place), false));
    }
    boolean changes = writing && place.rights().any(CHANGING);
    Code code = changes ? Code.Simple.READ_WRITE : Code.Simple.READ_ONLY;
    Answer.Tagged done =
        new Answer.Tagged(Answer.Condition.OK, code, writing ? "Selected" : "Examined");
    Command.Resync known = command.resync();
    if (known == null || known.uidValidity() != opened.view().status().uidValidity()) {
      return new Answer(responses, done);
    }
    return session.begin(Resynchronization.ofSelect(session, reading, known, responses, done));
  }

  /// Rights of which one makes a mailbox writable (RFC 4314 §5.2); \Seen is each user's own.
  private static final Right[] CHANGING = {
    Right.INSERT, Right.EXPUNGE, Right.WRITE, Right.DELETE_MESSAGES
  };

  private static Answer.Tagged refusal(@Nullable Located place) {
    boolean known = place != null && place.rights().has(Right.LOOKUP);
    boolean readable = place != null && place.rights().has(Right.READ);
    return known && !readable
        ? new Answer.Tagged(
            Answer.Condition.NO, Code.Simple.NOPERM, "This takes the right r on the mailbox")
        : new Answer.Tagged(Answer.Condition.NO, Code.Simple.NONEXISTENT, "No such mailbox");
  }

  private static void describe(
      Session session, SelectedMailbox selected, List<Response> responses) {
    MailboxView view = selected.known();
    MailboxStatus status = view.status();
    Flags flags = FlagNames.with(view.keywords(KEYWORDS));
    responses.add(new Response.MailboxFlags(flags));
    AccessRights rights = selected.rights();
    responses.add(
        selected.writable()
            ? new Response.Ok(
                new Code.PermanentFlags(FlagNames.kept(flags, rights), rights.has(Right.WRITE)),
                "Flags kept")
            : new Response.Ok(new Code.PermanentFlags(Flags.NONE, false), "Read-only"));
    responses.add(new Response.Exists(view.count()));
    if (!session.revision2()) {
      responses.add(new Response.Recent(selected.recents(view)));
      unseen(session, view, responses);
    }
    responses.add(new Response.Ok(new Code.UidValidity(status.uidValidity()), "UIDs valid"));
    String id = ObjectIds.mailbox(selected.account().id(), selected.id());
    responses.add(new Response.Ok(new Code.MailboxId(id), "Id"));
    responses.add(new Response.Ok(new Code.UidNext(status.uidNext()), "Predicted next UID"));
    responses.add(new Response.Ok(new Code.HighestModSeq(status.highestModSeq()), "Highest"));
  }

  private static void unseen(Session session, MailboxView view, List<Response> responses) {
    int first = session.uidOnly() ? -1 : view.firstUnseen();
    if (first >= 0) {
      responses.add(new Response.Ok(new Code.Unseen(first + 1L), "First unseen"));
    }
  }
}
