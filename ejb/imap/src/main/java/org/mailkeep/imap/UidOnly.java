package org.mailkeep.imap;

import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Command.Numbering;
import org.mailkeep.wire.imap.SearchKey;

/// What a client may not send any more once it enabled UIDONLY (RFC 9586 §3).
final class UidOnly {
  /// What it is told then.
  static final Answer REFUSAL =
      Answer.bad(Code.Simple.UIDREQUIRED, "Message numbers are not allowed once UIDONLY is on");

  private UidOnly() {}

  /// Whether a command has sequence numbers.
  static boolean forbids(Command.WithMailbox command) {
    return switch (command) {
      case Command.Check _, Command.Close _, Command.Unselect _, Command.Expunge _ -> false;
      case Command.Search c -> forbids(c.by(), c.key());
      case Command.Sort c -> forbids(c.by(), c.key());
      case Command.ThreadMessages c -> forbids(c.by(), c.key());
      case Command.Replace c -> c.by() == Numbering.SEQUENCE;
      case Command.Fetch c -> c.by() == Numbering.SEQUENCE;
      case Command.Store c -> c.by() == Numbering.SEQUENCE;
      case Command.Copy c -> c.by() == Numbering.SEQUENCE;
      case Command.Move c -> c.by() == Numbering.SEQUENCE;
    };
  }

  private static boolean forbids(Numbering by, SearchKey key) {
    return by == Numbering.SEQUENCE || isNumbered(key);
  }

  /// Whether messages are named by their numbers.
  static boolean isNumbered(SearchKey key) {
    return switch (key) {
      case SearchKey.Sequence(var set) -> !set.saved();
      case SearchKey.And(var keys) -> keys.stream().anyMatch(UidOnly::isNumbered);
      case SearchKey.Or(var left, var right) -> isNumbered(left) || isNumbered(right);
      case SearchKey.Not(var inner) -> isNumbered(inner);
      case SearchKey _ -> false;
    };
  }
}
