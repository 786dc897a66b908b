package org.mailkeep.imap;

import org.mailkeep.mailbox.AccessRights;
import org.mailkeep.mailbox.Acl;
import org.mailkeep.mailbox.Grantee;
import org.mailkeep.mailbox.MailboxResult;
import org.mailkeep.mailbox.Right;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;

/// SETACL and DELETEACL (RFC 4314 §3.1, §3.2). The owner's rights, and those of a group's members,
/// are not in the list and cannot be changed.
final class SetAcl {
  private final Identifiers identifiers;

  SetAcl(Identifiers identifiers) {
    this.identifiers = identifiers;
  }

  Answer run(Session session, Command.SetAcl command, ImapRules rules) {
    AccessRights rights = AccessRights.parse(command.rights()).orElse(null);
    if (rights == null) {
      return Answer.bad(null, "There is no such right"); // RFC 4314 §3.1
    }
    return change(
        session,
        command.mailbox(),
        command.identifier(),
        rules,
        now ->
            switch (command.mode()) {
              case REPLACE -> rights;
              case ADD -> now.with(rights);
              case REMOVE -> now.without(rights);
            });
  }

  Answer delete(Session session, Command.DeleteAcl command, ImapRules rules) {
    return change(session, command.mailbox(), command.identifier(), rules, _ -> AccessRights.NONE);
  }

  /// What an entry is to be.
  private interface Edit {
    AccessRights of(AccessRights now);
  }

  private Answer change(
      Session session, String name, String identifier, ImapRules rules, Edit edit) {
    Located place = session.located(name).need(Right.ADMINISTER);
    Grantee grantee = identifiers.grantee(identifier);
    if (place.account().id().equals(grantee.who())) {
      return Answer.no(Code.Simple.CANNOT, "The owner has all rights");
    }
    boolean[] full = new boolean[1];
    MailboxResult result =
        place
            .account()
            .share(
                place.id(),
                acl -> {
                  Acl changed = acl.with(grantee, edit.of(acl.of(grantee)));
                  full[0] =
                      changed.entries().size() > acl.entries().size()
                          && changed.entries().size() > rules.sharing().entries();
                  return full[0] ? acl : changed;
                });
    if (full[0]) {
      return Answer.no(Code.Simple.LIMIT, "The list has too many entries");
    }
    return result instanceof MailboxResult.Done
        ? Answer.ok("Rights changed")
        : Answer.no(Code.Simple.NONEXISTENT, "No such mailbox");
  }
}
