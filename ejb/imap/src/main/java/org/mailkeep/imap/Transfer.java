package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailkeep.mailbox.CopyResult;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.mailbox.UidSet;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Command.Numbering;
import org.mailkeep.wire.imap.Numbers;
import org.mailkeep.wire.imap.Response;
import org.mailkeep.wire.imap.SequenceSet;

/// COPY and MOVE, by sequence numbers and by UIDs (RFC 9051 §6.4.7, §6.4.8).
final class Transfer {
  private Transfer() {}

  static Answer copy(Session session, Command.Copy command) {
    return run(session, command.messages(), command.by(), command.mailbox(), false);
  }

  static Answer move(Session session, Command.Move command) {
    return session.selected().writable()
        ? run(session, command.messages(), command.by(), command.mailbox(), true)
        : Answer.no(Code.Simple.READ_ONLY, "The mailbox is open for reading only");
  }

  private static Answer run(
      Session session, SequenceSet messages, Numbering by, String target, boolean move) {
    SelectedMailbox mailbox = session.selected();
    Indexes wanted = Indexes.of(mailbox, messages, by);
    Optional<Mailbox> to = session.account().find(target);
    if (to.isEmpty()) {
      return Answer.no(Code.Simple.TRYCREATE, "No such mailbox");
    }
    if (by == Numbering.SEQUENCE && gone(wanted, mailbox)) {
      return Answer.no(Code.Simple.EXPUNGEISSUED, "Some messages are gone");
    }
    if (wanted.isEmpty()) {
      return Answer.ok(mailbox.catchUp(), "Nothing to do");
    }
    UidSet uids = wanted.uids(mailbox.known());
    CopyResult result =
        move
            ? session.account().move(mailbox.id(), uids, to.get().id())
            : session.account().copy(mailbox.id(), uids, to.get().id());
    return switch (result) {
      case CopyResult.Copied copied -> done(mailbox, copied, move);
      case CopyResult.NoMailbox _ -> Answer.no(Code.Simple.TRYCREATE, "No such mailbox");
      case CopyResult.OverQuota _ -> Answer.no(Code.Simple.OVERQUOTA, "No room for it");
    };
  }

  private static boolean gone(Indexes wanted, SelectedMailbox mailbox) {
    MailboxView latest = mailbox.latest();
    if (latest == mailbox.known()) {
      return false;
    }
    for (Indexes.Walk walk = wanted.walk(); walk.more(); ) {
      if (latest.indexOf(mailbox.known().uid(walk.next())) < 0) {
        return true;
      }
    }
    return false;
  }

  /// COPYUID stands in the tagged OK of COPY, and before the expunges of MOVE (RFC 6851 §4.3).
  private static Answer done(SelectedMailbox mailbox, CopyResult.Copied copied, boolean move) {
    String text = move ? "Moved" : "Copied";
    if (copied.from().isEmpty()) {
      return Answer.ok(mailbox.catchUp(), text);
    }
    Code code =
        new Code.CopyUid(copied.uidValidity(), numbers(copied.from()), numbers(copied.to()));
    if (!move) {
      return Answer.ok(mailbox.catchUp(), code, text);
    }
    List<Response> responses = new ArrayList<>();
    responses.add(new Response.Ok(code, "Moved"));
    responses.addAll(mailbox.catchUp());
    return Answer.ok(responses, text);
  }

  private static Numbers numbers(List<Integer> uids) {
    Numbers.Builder numbers = new Numbers.Builder();
    uids.forEach(numbers::add);
    return numbers.build();
  }
}
