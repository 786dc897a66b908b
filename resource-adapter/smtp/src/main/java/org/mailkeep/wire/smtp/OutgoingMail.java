package org.mailkeep.wire.smtp;

import java.util.List;

/// A message for a server.
///
/// @param mail the sender and what is known of the message; its size is the content's
/// @param recipients at least one
/// @param content header first
public record OutgoingMail(
    Command.Mail mail, List<Command.Rcpt> recipients, MessageSource content) {
  /// Copies the list.
  public OutgoingMail {
    recipients = List.copyOf(recipients);
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("Mail for nobody");
    }
  }
}
