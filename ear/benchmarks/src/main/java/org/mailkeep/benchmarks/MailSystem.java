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
  int smtpPort();

  /// Where it serves IMAP in the clear, on loopback.
  int imapPort();

  /// How an account logs in.
  String login(String account);

  /// Everybody's password.
  String password();

  /// Stops it.
  void stop() throws Exception;
}
