package org.mailkeep.imap;

import org.jspecify.annotations.Nullable;
import org.mailkeep.mailbox.AccessRights;
import org.mailkeep.mailbox.Right;
import org.mailkeep.wire.imap.Command;

/// Which rights each command takes on the selected mailbox (RFC 4314 §4). A command that is new
/// does not compile until it is here. Commands that name a mailbox ask where they look it up.
final class MailboxRights {
  private static final AccessRights READ = AccessRights.of(Right.READ);

  private MailboxRights() {}

  private static AccessRights of(Command.WithMailbox command) {
    return switch (command) {
      case Command.Check _, Command.Unselect _, Command.Close _ -> AccessRights.NONE;
      case Command.Search _,
          Command.Sort _,
          Command.ThreadMessages _,
          Command.Fetch _,
          Command.Copy _,
          Command.Store _ ->
          READ;
      case Command.Expunge _ -> AccessRights.of(Right.READ, Right.EXPUNGE);
      case Command.Move _, Command.Replace _ ->
          AccessRights.of(Right.READ, Right.DELETE_MESSAGES, Right.EXPUNGE); // RFC 6851 §4.4
    };
  }

  /// The first right that is missing, or null.
  static @Nullable Right missing(Command.WithMailbox command, AccessRights rights) {
    AccessRights missing = of(command).without(rights);
    for (Right right : Right.values()) {
      if (missing.has(right)) {
        return right;
      }
    }
    return null;
  }
}
