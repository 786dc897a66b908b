package org.mailkeep.imap;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.mailbox.MailboxResult;
import org.mailkeep.mailbox.Role;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;

/// CREATE, DELETE, RENAME, SUBSCRIBE and UNSUBSCRIBE (RFC 9051 §6.3.4 to §6.3.8, RFC 6154).
final class MailboxNaming {
  private MailboxNaming() {}

  static Answer create(Session session, Command.Create command) {
    Role role = null;
    if (!command.uses().isEmpty()) {
      Optional<Role> wanted =
          command.uses().size() == 1
              ? Role.ofAttribute(command.uses().iterator().next())
              : Optional.empty();
      if (wanted.isEmpty()) {
        return Answer.no(Code.Simple.USEATTR, "No such special use");
      }
      role = wanted.get();
    }
    return answer(session.account().create(path(command.mailbox()), role), "Created");
  }

  /// The name without the separator that says that names below are to come.
  private static String path(String name) {
    boolean trailing = name.length() > 1 && name.charAt(name.length() - 1) == Mailbox.SEPARATOR;
    return trailing ? name.substring(0, name.length() - 1) : name;
  }

  static Answer delete(Session session, Command.Delete command) {
    Optional<Mailbox> mailbox = session.account().find(command.mailbox());
    if (mailbox.isEmpty()) {
      return missing();
    }
    MailboxResult result = session.account().delete(mailbox.get().id());
    SelectedMailbox selected = session.selectedOrNull();
    boolean done = result instanceof MailboxResult.Done;
    if (done && selected != null && selected.id().equals(mailbox.get().id())) {
      session.unselect();
    }
    return answer(result, "Deleted");
  }

  static Answer rename(Session session, Command.Rename command) {
    Optional<Mailbox> mailbox = session.account().find(command.from());
    return mailbox.isEmpty()
        ? missing()
        : answer(session.account().rename(mailbox.get().id(), path(command.to())), "Renamed");
  }

  static Answer subscribe(Session session, Command.Subscribe command) {
    session.account().subscribe(command.mailbox());
    return Answer.ok("Subscribed");
  }

  static Answer unsubscribe(Session session, Command.Unsubscribe command) {
    session.account().unsubscribe(command.mailbox());
    return Answer.ok("Unsubscribed");
  }

  private static Answer missing() {
    return Answer.no(Code.Simple.NONEXISTENT, "No such mailbox");
  }

  private static Answer answer(MailboxResult result, String text) {
    return switch (result) {
      case MailboxResult.Done _ -> Answer.ok(text);
      case MailboxResult.Missing _ -> missing();
      case MailboxResult.Exists _ ->
          Answer.no(Code.Simple.ALREADYEXISTS, "A mailbox of that name exists");
      case MailboxResult.BadName(var reason) -> Answer.no(Code.Simple.CANNOT, ascii(reason));
      case MailboxResult.HasChildren _ ->
          Answer.no(Code.Simple.HASCHILDREN, "There are mailboxes below it");
      case MailboxResult.Protected _ -> Answer.no(Code.Simple.CANNOT, "The inbox stays");
      case MailboxResult.RoleTaken _ ->
          Answer.no(Code.Simple.USEATTR, "Another mailbox has that special use");
      case MailboxResult.TooMany(int most) ->
          Answer.no(Code.Simple.LIMIT, "More than " + most + " mailboxes");
    };
  }

  private static String ascii(@Nullable String text) {
    return text == null ? "" : text.replaceAll("[^ -~]", "?");
  }
}
