package org.mailkeep.benchmarks;

import java.util.List;

/// A mail server under test. The loads know it by this alone.
interface MailSystem {
  /// What it is called in the table.
  String name();

  /// Starts it and waits until it takes mail.
  void start() throws Exception;

  /// Makes sure that these accounts of `example.com` exist.
  void accounts(List<String> names) throws Exception;

  /// The process whose tree is measured.
  List<Long> roots();

  /// Where it takes mail by SMTP, on loopback.
  default int smtpPort() {
    throw new IllegalStateException(name() + " takes no mail here");
  }

  /// Where it serves IMAP in the clear, on loopback.
  int imapPort();

  /// Where it serves POP3 in the clear, on loopback.
  default int pop3Port() {
    throw new IllegalStateException(name() + " speaks no POP3 here");
  }

  /// How an account logs in.
  String login(String account);

  /// Everybody's password.
  String password();

  /// Makes it forget what it remembers of mailboxes; one whose sessions are processes of their own
  /// remembers nothing.
  default void forget() throws Exception {
    // nothing to forget
  }

  /// Stops it.
  void stop() throws Exception;
}
