package org.mailkeep.imap;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.mailkeep.mailbox.AccessRights;
import org.mailkeep.mailbox.Grantee;
import org.mailkeep.mailbox.Right;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Response;

/// LISTRIGHTS (RFC 4314 §3.4): each right can be granted by itself; the owner has all.
final class ListRights {
  private static final List<String> SINGLE =
      Stream.concat(
              Arrays.stream(Right.values()).map(right -> String.valueOf(right.letter())),
              Stream.of("c", "d")) // for clients of RFC 2086: RFC 4314 §2.1.1
          .toList();

  private final Identifiers identifiers;

  ListRights(Identifiers identifiers) {
    this.identifiers = identifiers;
  }

  Answer run(Session session, Command.ListRights command) {
    Located place = session.located(command.mailbox()).need(Right.ADMINISTER);
    Grantee grantee = identifiers.grantee(command.identifier());
    boolean owner = place.account().id().equals(grantee.who());
    Response rights =
        new Response.RightsListed(
            place.mailbox().path(),
            command.identifier(),
            owner ? AccessRights.ALL.letters() : "",
            owner ? List.of() : SINGLE);
    return Answer.ok(List.of(rights), "Told");
  }
}
