package org.mailkeep.mailbox;

/// How far one commit got with many messages.
///
/// @param nextUid where the next commit goes on, or 0 when all is done
record Progress<R>(R result, int nextUid) {
  /// Messages that one commit changes at most.
  static final int MESSAGES = 1_000;

  /// Octets that one commit writes for them, about.
  static final int OCTETS = 3_000_000;
}
