package org.mailkeep.imap;

import java.util.List;
import org.mailkeep.mailbox.Right;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Response;

/// MYRIGHTS (RFC 4314 §3.5), and what LIST tells of the same (RFC 8440 §3).
final class MyRights {
  private MyRights() {}

  static Answer run(Session session, Command.MyRights command) {
    Located place = session.located(command.mailbox());
    return isTold(place)
        ? Answer.ok(List.of(response(place)), "Told")
        : Answer.no(Code.Simple.NONEXISTENT, "No such mailbox");
  }

  /// Whether a client may know its rights: when it has one of these (RFC 4314 §4).
  static boolean isTold(Located place) {
    return place
        .rights()
        .any(Right.LOOKUP, Right.READ, Right.INSERT, Right.CREATE, Right.DELETE, Right.ADMINISTER);
  }

  static Response response(Located place) {
    return new Response.MyRights(place.mailbox().path(), place.rights().letters());
  }
}
