package org.mailkeep.smtp;

import java.util.List;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.kernel.Address;
import org.mailkeep.wire.smtp.Command;
import org.mailkeep.wire.smtp.SmtpReply;

/// EXPN (RFC 5321 §3.5.1): the members of a list or group. It comes here only where
/// `session.extensions.expn` allows it.
final class ExpnCommand {
  private static final SmtpReply NO_LIST = SmtpReply.of(550, "5.1.1", "No such list here");
  private static final SmtpReply NOBODY = // RFC 6531 §3.7.4.2
      SmtpReply.of(252, "2.6.7", "It has no member that ASCII can tell");
  private static final SmtpReply NO_DIRECTORY =
      SmtpReply.of(451, "4.4.3", "Directory not available, try again later");

  private final SmtpPorts ports;
  private final OwnDomain own;

  ExpnCommand(SmtpPorts ports, OwnDomain own) {
    this.ports = ports;
    this.own = own;
  }

  SmtpReply run(Command.Expn expn) {
    String text = VrfyCommand.bare(expn.list());
    return Address.parse(text).map(this::expand).orElseGet(() -> named(text));
  }

  /// A list by its local part, when one address is found by it.
  private SmtpReply named(String text) {
    return switch (own.find(ports.directory(), text, VrfyCommand.MOST)) {
      case Answer.Found<List<Address>>(var found) when found.size() == 1 ->
          expand(found.getFirst());
      case Answer.Found<List<Address>> _, Answer.Unknown<List<Address>> _ -> NO_LIST;
      case Answer.Unavailable<List<Address>> _ -> NO_DIRECTORY;
    };
  }

  private SmtpReply expand(Address list) {
    return switch (ports.directory().expand(list)) {
      case Answer.Found<List<Address>>(var members) -> told(VrfyCommand.lines(members));
      case Answer.Unknown<List<Address>> _ -> NO_LIST;
      case Answer.Unavailable<List<Address>> _ -> NO_DIRECTORY;
    };
  }

  private static SmtpReply told(List<String> members) {
    return members.isEmpty() ? NOBODY : new SmtpReply(250, "2.1.5", members);
  }
}
