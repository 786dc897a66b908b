package org.mailkeep.wire.pop3;

/// A line is no command.
final class SyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String words;

  /// @param words for the client
  SyntaxException(String words) {
    super(words, null, false, false);
    this.words = words;
  }

  /// What the client is told.
  Reply.Err reply() {
    return new Reply.Err(null, words);
  }
}
