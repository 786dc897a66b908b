package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mailkeep.mailbox.AccessRights;
import org.mailkeep.mailbox.Grantee;
import org.mailkeep.mailbox.Right;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Response;

/// GETACL (RFC 4314 §3.3). The owner comes first.
final class GetAcl {
  private final Identifiers identifiers;

  GetAcl(Identifiers identifiers) {
    this.identifiers = identifiers;
  }

  Answer run(Session session, Command.GetAcl command) {
    Located place = session.located(command.mailbox()).need(Right.ADMINISTER);
    List<Response.AclEntry> entries = new ArrayList<>();
    add(Grantee.of(place.account().id()), AccessRights.ALL, entries);
    for (Map.Entry<Grantee, AccessRights> entry :
        place.account().acl(place.id()).entries().entrySet()) {
      add(entry.getKey(), entry.getValue(), entries);
    }
    return Answer.ok(List.of(new Response.Acl(place.mailbox().path(), entries)), "Told");
  }

  private void add(Grantee grantee, AccessRights rights, List<Response.AclEntry> entries) {
    String name = identifiers.text(grantee);
    if (name != null) {
      entries.add(new Response.AclEntry(name, rights.letters()));
    }
  }
}
