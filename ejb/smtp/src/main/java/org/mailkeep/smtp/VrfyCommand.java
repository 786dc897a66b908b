package org.mailkeep.smtp;

import java.util.ArrayList;
import java.util.List;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.kernel.Address;
import org.mailkeep.wire.smtp.Command;
import org.mailkeep.wire.smtp.SmtpReply;

/// VRFY (RFC 5321 §3.5.1): whose a name or an address is. It comes here only where
/// `session.extensions.vrfy` allows it. A name without a domain is one of the server's own domain;
/// since it may be one of another domain that nobody has looked in, it is never said to be unknown.
final class VrfyCommand {
  /// Addresses that are told at most.
  static final int MOST = 100;

  private static final SmtpReply UNKNOWN = SmtpReply.of(550, "5.1.1", "No such mailbox here");
  private static final SmtpReply UNSEEN = // RFC 5321 §3.5.3
      SmtpReply.of(252, "2.1.5", "Cannot verify that without its domain");
  private static final SmtpReply NO_DIRECTORY =
      SmtpReply.of(451, "4.4.3", "Directory not available, try again later");
  private static final SmtpReply UNSPEAKABLE = // RFC 6531 §3.7.4.2
      SmtpReply.of(252, "2.6.7", "It has an address that takes more than ASCII to tell");

  private final SmtpPorts ports;
  private final OwnDomain own;

  VrfyCommand(SmtpPorts ports, OwnDomain own) {
    this.ports = ports;
    this.own = own;
  }

  SmtpReply run(Command.Vrfy vrfy) {
    String who = bare(vrfy.who());
    return who.contains("@")
        ? reply(ports.directory().verify(who, MOST), UNKNOWN)
        : reply(own.find(ports.directory(), who, MOST), UNSEEN);
  }

  private static SmtpReply reply(Answer<List<Address>> answer, SmtpReply nobody) {
    return switch (answer) {
      case Answer.Found<List<Address>>(var found) when found.isEmpty() -> nobody;
      case Answer.Found<List<Address>>(var found) -> told(found);
      case Answer.Unknown<List<Address>> _ -> nobody;
      case Answer.Unavailable<List<Address>> _ -> NO_DIRECTORY;
    };
  }

  private static SmtpReply told(List<Address> found) {
    List<String> lines = lines(found);
    if (lines.isEmpty()) {
      return UNSPEAKABLE;
    }
    if (lines.size() == 1) {
      return new SmtpReply(250, "2.1.5", lines);
    }
    List<String> ambiguous = new ArrayList<>(List.of("Ambiguous; possibilities are"));
    ambiguous.addAll(lines);
    return new SmtpReply(553, "5.1.4", ambiguous);
  }

  /// One line for each address that ASCII can tell.
  static List<String> lines(List<Address> addresses) {
    return addresses.stream()
        .filter(address -> !address.needsUtf8())
        .limit(MOST)
        .map(address -> "<" + address + ">")
        .toList();
  }

  /// The name alone. QUIRK: some clients put the name of VRFY and EXPN in angle brackets.
  static String bare(String text) {
    String who = text.strip();
    boolean path = who.startsWith("<") && who.endsWith(">");
    return path ? who.substring(1, who.length() - 1) : who;
  }
}
