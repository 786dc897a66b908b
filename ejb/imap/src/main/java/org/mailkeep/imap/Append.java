package org.mailkeep.imap;

import java.util.List;
import java.util.Optional;
import org.mailkeep.mailbox.Content;
import org.mailkeep.mailbox.FilingResult;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailboxLimits;
import org.mailkeep.mailbox.NewMessage;
import org.mailkeep.mailbox.Quota;
import org.mailkeep.mailbox.Right;
import org.mailkeep.mailbox.Settlement;
import org.mailkeep.telemetry.ImapEvent;
import org.mailkeep.wire.imap.Announced;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.ImapSession;
import org.mailkeep.wire.imap.Numbers;
import org.mailkeep.wire.imap.Reception;
import org.mailkeep.wire.imap.Response;

/// APPEND (RFC 9051 §6.3.12, RFC 3502): the messages are in their sinks already; one commit files
/// all of them.
final class Append {
  private final ImapBackend backend;

  Append(ImapBackend backend) {
    this.backend = backend;
  }

  /// Whether a message may come, and where it goes.
  Reception receive(ImapSession wire, Announced message) {
    Session session = Session.of(wire);
    Located place = session.find(message.mailbox()).orElse(null);
    if (place == null) {
      return refused(Code.Simple.TRYCREATE, "No such mailbox");
    }
    if (!fits(session, place.need(Right.INSERT), message)) {
      return refused(Code.Simple.OVERQUOTA, "No room for it");
    }
    return new Reception.Accepted(new AppendSink(backend.blobs().sink(), backend.mime()));
  }

  /// Whether there is room: for what replaces another message of the account, only the difference
  /// is needed (RFC 8508 §3.4).
  private static boolean fits(Session session, Located place, Announced message) {
    Quota quota = place.account().quota();
    SelectedMailbox selected = session.selectedOrNull();
    Announced.Replaced replaced = message.replaced();
    if (replaced != null
        && selected != null
        && selected.account().id().equals(place.account().id())) {
      Indexes one = Indexes.of(selected, replaced.message(), replaced.by());
      if (one.count() == 1) {
        return quota.accepts(message.size() - selected.known().size(one.first(0)), 0);
      }
    }
    return quota.accepts(message.size(), 1);
  }

  private static Reception refused(Code code, String text) {
    return new Reception.Refused(new Answer.Tagged(Answer.Condition.NO, code, text));
  }

  Answer run(Session session, Command.Append command, MessageLimits limits) {
    try {
      Optional<Answer> refusal = limits.refusal(command.messages().size());
      if (refusal.isPresent()) {
        return refusal.get();
      }
      Optional<Located> place = session.find(command.mailbox());
      return place.isEmpty()
          ? Answer.no(Code.Simple.TRYCREATE, "No such mailbox")
          : file(session, command, place.get().need(Right.INSERT));
    } finally {
      command.messages().forEach(message -> message.sink().close());
    }
  }

  private Answer file(Session session, Command.Append command, Located place) {
    List<NewMessage> messages =
        command.messages().stream().map(message -> message(message, place)).toList();
    return switch (place.account().file(messages, Settlement.NONE)) {
      case FilingResult.Filed(var filed) -> {
        List<Integer> uids = filed.stream().map(FilingResult.Message::uid).toList();
        session.watching().ifPresent(watching -> watching.filed(place, uids));
        yield done(session, command, filed);
      }
      case FilingResult.NoMailbox _ -> Answer.no(Code.Simple.TRYCREATE, "No such mailbox");
      case FilingResult.OverQuota _ -> Answer.no(Code.Simple.OVERQUOTA, "No room for it");
      case FilingResult.Settled _ -> throw new IllegalStateException("nothing was to be settled");
    };
  }

  /// A message that is complete, as it is to be filed.
  ///
  /// @throws ReplyException when it has more keywords than it may
  NewMessage message(Command.AppendedMessage message, Located place) {
    if (!(message.sink() instanceof AppendSink sink)) {
      throw new IllegalArgumentException("not a sink of this server");
    }
    Flags flags = place.rights().change(Flags.NONE, FlagNames.mailbox(message.flags()));
    MailboxLimits limits = place.account().limits();
    if (!limits.accepts(flags)) {
      throw ReplyException.no(Code.Simple.LIMIT, FlagNames.most(limits)); // RFC 5530 §3
    }
    AppendSink.Finished finished = sink.finish();
    return new NewMessage(
        place.id(),
        new Content.Staged(finished.blob()),
        finished.structure(),
        flags,
        message.date() == null ? backend.clock().instant() : message.date());
  }

  /// Tells of messages that are filed.
  void told(
      Session session,
      String mailbox,
      List<FilingResult.Message> filed,
      List<Command.AppendedMessage> messages) {
    for (int i = 0; i < filed.size(); i++) {
      backend
          .events()
          .emit(
              new ImapEvent.Appended(
                  session.wire().peer().connection(),
                  session.account().id().toString(),
                  mailbox,
                  filed.get(i).uid(),
                  messages.get(i).size()));
    }
  }

  private Answer done(Session session, Command.Append command, List<FilingResult.Message> filed) {
    Numbers.Builder uids = new Numbers.Builder();
    filed.forEach(message -> uids.add(message.uid()));
    told(session, command.mailbox(), filed, command.messages());
    SelectedMailbox selected = session.selectedOrNull();
    List<Response> news = selected == null ? List.of() : selected.catchUp();
    Code code = new Code.AppendUid(filed.getFirst().uidValidity(), uids.build());
    return Answer.ok(news, code, "Appended");
  }
}
