package org.mailkeep.imap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailkeep.mailbox.Content;
import org.mailkeep.mailbox.FilingResult;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.mailbox.NewMessage;
import org.mailkeep.mailbox.Settlement;
import org.mailkeep.telemetry.ImapEvent;
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
  Reception receive(ImapSession wire, String mailbox, long size) {
    Session session = Session.of(wire);
    if (session.account().find(mailbox).isEmpty()) {
      return refused(Code.Simple.TRYCREATE, "No such mailbox");
    }
    if (!session.account().quota().accepts(size, 1)) {
      return refused(Code.Simple.OVERQUOTA, "No room for it");
    }
    return new Reception.Accepted(new AppendSink(backend.blobs().sink(), backend.mime()));
  }

  private static Reception refused(Code code, String text) {
    return new Reception.Refused(new Answer.Tagged(Answer.Condition.NO, code, text));
  }

  Answer run(Session session, Command.Append command) {
    try {
      Optional<Mailbox> mailbox = session.account().find(command.mailbox());
      return mailbox.isEmpty()
          ? Answer.no(Code.Simple.TRYCREATE, "No such mailbox")
          : file(session, command, mailbox.get());
    } finally {
      command.messages().forEach(message -> message.sink().close());
    }
  }

  private Answer file(Session session, Command.Append command, Mailbox mailbox) {
    Instant now = backend.clock().instant();
    List<NewMessage> messages = new ArrayList<>();
    for (Command.AppendedMessage message : command.messages()) {
      if (!(message.sink() instanceof AppendSink sink)) {
        throw new IllegalArgumentException("not a sink of this server");
      }
      AppendSink.Finished finished = sink.finish();
      messages.add(
          new NewMessage(
              mailbox.id(),
              new Content.Staged(finished.blob()),
              finished.structure(),
              FlagNames.mailbox(message.flags()),
              message.date() == null ? now : message.date()));
    }
    return switch (session.account().file(messages, Settlement.NONE)) {
      case FilingResult.Filed(var filed) -> done(session, command, filed);
      case FilingResult.NoMailbox _ -> Answer.no(Code.Simple.TRYCREATE, "No such mailbox");
      case FilingResult.OverQuota _ -> Answer.no(Code.Simple.OVERQUOTA, "No room for it");
      case FilingResult.Settled _ -> throw new IllegalStateException("nothing was to be settled");
    };
  }

  private Answer done(Session session, Command.Append command, List<FilingResult.Message> filed) {
    Numbers.Builder uids = new Numbers.Builder();
    for (int i = 0; i < filed.size(); i++) {
      uids.add(filed.get(i).uid());
      backend
          .events()
          .emit(
              new ImapEvent.Appended(
                  session.wire().peer().connection(),
                  session.account().id().toString(),
                  command.mailbox(),
                  filed.get(i).uid(),
                  command.messages().get(i).size()));
    }
    SelectedMailbox selected = session.selectedOrNull();
    List<Response> news = selected == null ? List.of() : selected.catchUp();
    Code code = new Code.AppendUid(filed.getFirst().uidValidity(), uids.build());
    return Answer.ok(news, code, "Appended");
  }
}
