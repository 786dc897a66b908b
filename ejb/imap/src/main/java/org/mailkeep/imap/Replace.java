package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailkeep.mailbox.FilingResult;
import org.mailkeep.mailbox.NewMessage;
import org.mailkeep.mailbox.Right;
import org.mailkeep.mailbox.Settlement;
import org.mailkeep.mailbox.UidSet;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Numbers;
import org.mailkeep.wire.imap.Response;

/// REPLACE and UID REPLACE (RFC 8508): the message is in its sink already; one commit files it and
/// removes the one that it replaces. Between two accounts there are two commits: the message is
/// durable before the one that it replaces goes, and goes itself when that one was gone already.
final class Replace {
  private final Append append;

  Replace(Append append) {
    this.append = append;
  }

  Answer run(Session session, Command.Replace command) {
    try {
      SelectedMailbox selected = session.selected();
      if (!selected.writable()) {
        return Answer.no(Code.Simple.READ_ONLY, "The mailbox is open for reading only");
      }
      Indexes replaced = Indexes.of(selected, command.replaced(), command.by());
      if (replaced.count() > 1) {
        return Answer.bad(null, "One message is replaced");
      }
      Located place = session.find(command.mailbox()).orElse(null);
      if (place == null) {
        return Answer.no(Code.Simple.TRYCREATE, "No such mailbox");
      }
      place.need(Right.INSERT);
      return replaced.isEmpty()
          ? gone()
          : replace(session, selected.known().uid(replaced.first(0)), command, place);
    } finally {
      command.message().sink().close();
    }
  }

  private static Answer gone() {
    return Answer.no(Code.Simple.EXPUNGEISSUED, "The message is gone");
  }

  private Answer replace(Session session, int uid, Command.Replace command, Located place) {
    SelectedMailbox selected = session.selected();
    NewMessage message = append.message(command.message(), place);
    Optional<FilingResult> result =
        place.account().id().equals(selected.account().id())
            ? selected.account().replace(selected.id(), uid, message)
            : across(selected, uid, place, message);
    return switch (result.orElse(null)) {
      case null -> gone();
      case FilingResult.Filed(var filed) -> {
        append.told(session, command.mailbox(), filed, List.of(command.message()));
        List<Integer> uids = List.of(filed.getFirst().uid());
        session.watching().ifPresent(watching -> watching.filed(place, uids));
        yield done(session, filed.getFirst());
      }
      case FilingResult.NoMailbox _ -> Answer.no(Code.Simple.TRYCREATE, "No such mailbox");
      case FilingResult.OverQuota _ -> Answer.no(Code.Simple.OVERQUOTA, "No room for it");
      case FilingResult.Settled _ -> throw new IllegalStateException("nothing was to be settled");
    };
  }

  private static Optional<FilingResult> across(
      SelectedMailbox selected, int uid, Located place, NewMessage message) {
    FilingResult result = place.account().file(List.of(message), Settlement.NONE);
    if (result instanceof FilingResult.Filed(var filed)
        && selected.account().remove(selected.id(), UidSet.of(uid)).spans().isEmpty()) {
      place.account().remove(place.id(), UidSet.of(filed.getFirst().uid()));
      return Optional.empty();
    }
    return Optional.of(result);
  }

  /// APPENDUID goes before the expunge (RFC 8508 §4.3).
  private static Answer done(Session session, FilingResult.Message filed) {
    SelectedMailbox selected = session.selected();
    Numbers.Builder uid = new Numbers.Builder();
    uid.add(filed.uid());
    List<Response> responses = new ArrayList<>();
    responses.add(
        new Response.Ok(new Code.AppendUid(filed.uidValidity(), uid.build()), "Replaced by"));
    responses.addAll(selected.settle());
    return Answer.ok(responses, selected.reached(), "Replaced"); // RFC 8508 §4.5
  }
}
