package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.mailbox.Bulk;
import org.mailkeep.mailbox.CopyResult;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.mailbox.Right;
import org.mailkeep.mailbox.Target;
import org.mailkeep.mailbox.UidSet;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Command.Numbering;
import org.mailkeep.wire.imap.Numbers;
import org.mailkeep.wire.imap.Response;

/// COPY and MOVE, by sequence numbers and by UIDs (RFC 9051 §6.4.7, §6.4.8): some messages in each
/// part, each part one commit; a COPY that ends early leaves nothing behind.
final class Transfer implements LongAnswer {
  private final Session session;
  private final SelectedMailbox mailbox;
  private final Located to;
  private final Bulk<CopyResult> work;
  private final boolean moves;
  private final @Nullable Code reached;

  /// What is to be told once all is done.
  private @Nullable LongAnswer telling;

  private Transfer(
      Session session, Located to, Bulk<CopyResult> work, MessageLimits.@Nullable Part moving) {
    this.session = session;
    this.mailbox = session.selected();
    this.to = to;
    this.work = work;
    this.moves = moving != null;
    this.reached = moving == null ? null : moving.code();
  }

  static Answer copy(Session session, Command.Copy command, MessageLimits limits) {
    Indexes wanted = Indexes.of(session.selected(), command.messages(), command.by());
    Numbering by = command.by();
    return limits
        .refusal(wanted.count()) // RFC 9738 §3.1: all or nothing
        .orElseGet(() -> run(session, wanted, by, command.mailbox(), null));
  }

  static Answer move(Session session, Command.Move command, MessageLimits limits) {
    SelectedMailbox mailbox = session.selected();
    if (!mailbox.writable()) {
      return Answer.no(Code.Simple.READ_ONLY, "The mailbox is open for reading only");
    }
    Indexes wanted = Indexes.of(mailbox, command.messages(), command.by());
    MessageLimits.Part part = limits.within(wanted, mailbox.known());
    return run(session, part.messages(), command.by(), command.mailbox(), part);
  }

  /// @param moving what is moved; null for a copy
  private static Answer run(
      Session session,
      Indexes wanted,
      Numbering by,
      String target,
      MessageLimits.@Nullable Part moving) {
    SelectedMailbox mailbox = session.selected();
    Located to = session.find(target).orElse(null);
    if (to == null) {
      return Answer.no(Code.Simple.TRYCREATE, "No such mailbox");
    }
    to.need(Right.INSERT);
    if (by == Numbering.SEQUENCE && gone(wanted, mailbox)) {
      return Answer.no(Code.Simple.EXPUNGEISSUED, "Some messages are gone");
    }
    if (wanted.isEmpty()) {
      return Answer.ok(mailbox.catchUp(), "Nothing to do");
    }
    UidSet uids = wanted.uids(mailbox.known());
    Target place = new Target(to.account(), to.id(), to.rights());
    Bulk<CopyResult> work =
        mailbox.account().transferring(mailbox.id(), uids, place, moving != null);
    return session.begin(new Transfer(session, to, work, moving));
  }

  @Override
  public Answer next() {
    if (telling != null) {
      return telling.next();
    }
    return switch (work.advance()) {
      case null -> Answer.more(List.of());
      case CopyResult.Copied copied -> done(copied);
      case CopyResult.NoMailbox _ -> Answer.no(Code.Simple.TRYCREATE, "No such mailbox");
      case CopyResult.OverQuota _ -> Answer.no(Code.Simple.OVERQUOTA, "No room for it");
    };
  }

  @Override
  public void abandon() {
    if (telling == null) {
      try {
        work.cancel();
      } catch (StoreException _) {
        // The store is what failed; what it holds already cannot be taken back now.
      }
    }
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

  /// COPYUID stands in the tagged OK of COPY, and before the expunges of MOVE (RFC 6851 §4.3),
  /// which ends as EXPUNGE does (§4.4).
  private Answer done(CopyResult.Copied copied) {
    session.watching().ifPresent(watching -> watching.filed(to, copied.to()));
    List<Response> responses = new ArrayList<>();
    Code code =
        copied.from().isEmpty()
            ? null
            : new Code.CopyUid(copied.uidValidity(), numbers(copied.from()), numbers(copied.to()));
    if (moves && code != null) {
      responses.add(new Response.Ok(code, "Moved"));
    }
    responses.addAll(moves ? mailbox.settle() : mailbox.catchUp());
    Code end = moves ? reached : code;
    Code known = moves && code != null ? mailbox.reached() : null;
    if (known != null && reached != null) {
      responses.add(new Response.No(reached, "Too many messages")); // RFC 9738 §3.1
    }
    telling =
        new PagedAnswer(
            responses,
            new Answer.Tagged(
                Answer.Condition.OK, known == null ? end : known, moves ? "Moved" : "Copied"));
    return telling.next();
  }

  private static Numbers numbers(List<Integer> uids) {
    Numbers.Builder numbers = new Numbers.Builder();
    uids.forEach(numbers::add);
    return numbers.build();
  }
}
