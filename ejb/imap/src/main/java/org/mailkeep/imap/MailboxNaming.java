package org.mailkeep.imap;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.mailbox.MailboxResult;
import org.mailkeep.mailbox.Right;
import org.mailkeep.mailbox.Role;
import org.mailkeep.mailbox.SubscriptionResult;
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
    String path = path(command.mailbox());
    SharedFolders.Site site = site(session, path);
    if (site != null && role != null) {
      return Answer.no(Code.Simple.USEATTR, "Mailboxes of others have no special use");
    }
    MailAccount account = site == null ? session.account() : site.account();
    MailboxResult result = account.create(site == null ? path : site.path(), role);
    if (result instanceof MailboxResult.Done(var made)) {
      told(session, account, made.id());
      String id = ObjectIds.mailbox(account.id(), made.id());
      return Answer.ok(List.of(), new Code.MailboxId(id), "Created"); // RFC 8474 §4.1
    }
    return answer(result, "Created");
  }

  /// The client knows what it did itself (RFC 5465 §5).
  private static void told(Session session, MailAccount account, MailboxId mailbox) {
    session.watching().ifPresent(watching -> watching.named(account, mailbox));
  }

  /// Where a mailbox of others is to be made, or null when it is one's own.
  ///
  /// @throws ReplyException when the client may not
  private static SharedFolders.@Nullable Site site(Session session, String path) {
    if (!session.shared().covers(path)) {
      return null;
    }
    SharedFolders.Site site = session.shared().site(session, path).orElse(null);
    if (site == null || !site.rights().any(Right.LOOKUP, Right.CREATE)) {
      throw ReplyException.no(Code.Simple.NOPERM, "Nothing can be made there");
    }
    if (!site.rights().has(Right.CREATE)) {
      throw ReplyException.no(Code.Simple.NOPERM, "This takes the right k on the mailbox above");
    }
    return site;
  }

  /// The name without the separator that says that names below are to come.
  private static String path(String name) {
    boolean trailing = name.length() > 1 && name.charAt(name.length() - 1) == Mailbox.SEPARATOR;
    return trailing ? name.substring(0, name.length() - 1) : name;
  }

  static Answer delete(Session session, Command.Delete command) {
    Located place = session.located(command.mailbox()).need(Right.DELETE);
    MailboxResult result = place.account().delete(place.id());
    SelectedMailbox selected = session.selectedOrNull();
    boolean done = result instanceof MailboxResult.Done;
    if (done && selected != null && selected.is(place)) {
      session.unselect();
    }
    told(session, place.account(), place.id());
    return answer(result, "Deleted");
  }

  /// A mailbox stays with its owner.
  static Answer rename(Session session, Command.Rename command) {
    Located place = session.located(command.from()).need(Right.DELETE);
    String path = path(command.to());
    SharedFolders.Site site = site(session, path);
    AccountId owner = site == null ? session.account().id() : site.account().id();
    if (!owner.equals(place.account().id())) {
      return Answer.no(Code.Simple.CANNOT, "A mailbox stays with its owner");
    }
    MailboxResult result = place.account().rename(place.id(), site == null ? path : site.path());
    told(session, place.account(), place.id());
    return answer(result, "Renamed");
  }

  static Answer subscribe(Session session, Command.Subscribe command) {
    return switch (session.account().subscribe(command.mailbox())) {
      case SubscriptionResult.Done _ -> {
        session.watching().ifPresent(watching -> watching.subscribed(command.mailbox(), true));
        yield Answer.ok("Subscribed");
      }
      case SubscriptionResult.BadName(var reason) -> Answer.no(Code.Simple.CANNOT, ascii(reason));
      case SubscriptionResult.TooMany(int most) ->
          Answer.no(Code.Simple.LIMIT, "More than " + most + " subscriptions");
    };
  }

  static Answer unsubscribe(Session session, Command.Unsubscribe command) {
    session.account().unsubscribe(command.mailbox());
    session.watching().ifPresent(watching -> watching.subscribed(command.mailbox(), false));
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
