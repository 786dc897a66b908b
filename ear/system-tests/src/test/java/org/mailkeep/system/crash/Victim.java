package org.mailkeep.system.crash;

/// The server that is killed.
interface Victim {
  /// Where it takes mail.
  int smtpPort();

  /// Where it serves mail.
  int imapPort();

  /// The password of its accounts `<name>@example.org`, which exist.
  String password();

  /// Ends it with SIGKILL and waits until it is gone.
  void kill() throws Exception;

  /// Starts it and waits until it is ready.
  void start() throws Exception;
}
