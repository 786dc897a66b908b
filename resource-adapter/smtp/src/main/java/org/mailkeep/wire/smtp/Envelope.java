package org.mailkeep.wire.smtp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The transaction so far: MAIL and the RCPTs that were accepted, in order (RFC 5321 §3.3). Owned
/// by the connection's thread.
public final class Envelope {
  private final Command.Mail mail;
  private final List<Command.Rcpt> recipients = new ArrayList<>(1);

  /// An envelope without recipients.
  public Envelope(Command.Mail mail) {
    this.mail = mail;
  }

  /// The accepted MAIL.
  public Command.Mail mail() {
    return mail;
  }

  /// The accepted RCPTs, in order; an unmodifiable view.
  public List<Command.Rcpt> recipients() {
    return Collections.unmodifiableList(recipients);
  }

  /// For the adapter: a RCPT was accepted.
  public void add(Command.Rcpt rcpt) {
    recipients.add(rcpt);
  }
}
