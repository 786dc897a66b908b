package org.mailkeep.pop3;

import java.util.Optional;
import org.mailkeep.auth.Permission;
import org.mailkeep.wire.pop3.Answer;
import org.mailkeep.wire.pop3.Code;
import org.mailkeep.wire.pop3.Command;

/// Which permission each command takes. A command that is new does not compile until it is here.
/// What is allowed before a login takes none, and the login itself [#LOGIN].
final class Pop3Permissions {
  /// Of USER, PASS and AUTH, when the credentials are right.
  static final Permission LOGIN = Permission.POP3_AUTHENTICATE;

  private Pop3Permissions() {}

  static Optional<Permission> of(Command.AfterLogin command) {
    return switch (command) {
      case Command.Stat _ -> Optional.of(Permission.POP3_STAT);
      case Command.ListSizes _ -> Optional.of(Permission.POP3_LIST);
      case Command.ListIds _ -> Optional.of(Permission.POP3_UIDL);
      case Command.Retrieve _, Command.Top _ -> Optional.of(Permission.POP3_RETR);
      case Command.Delete _, Command.Reset _ -> Optional.of(Permission.POP3_DELE);
      case Command.Noop _ -> Optional.empty();
    };
  }

  /// What a client is told that may not.
  static Answer refusal(Permission missing) {
    return Answer.err(Code.SYS_PERM, "This takes the permission " + missing.text());
  }
}
