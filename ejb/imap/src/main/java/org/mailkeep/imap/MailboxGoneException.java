package org.mailkeep.imap;

/// The selected mailbox was deleted by somebody else; the session cannot go on (RFC 2180 §3.3).
final class MailboxGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MailboxGoneException() {
    super("the selected mailbox was deleted", null, false, false);
  }
}
