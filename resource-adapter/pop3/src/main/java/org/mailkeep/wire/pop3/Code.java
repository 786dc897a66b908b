package org.mailkeep.wire.pop3;

/// What a refusal means for a program (RFC 2449 §8.1).
public enum Code {
  /// Another session has the maildrop (RFC 2449 §8.1.2).
  IN_USE("IN-USE"),
  /// The last login is not long enough ago (RFC 2449 §8.1.1).
  LOGIN_DELAY("LOGIN-DELAY"),
  /// It may work later (RFC 3206 §4).
  SYS_TEMP("SYS/TEMP"),
  /// Only people can help (RFC 3206 §4).
  SYS_PERM("SYS/PERM"),
  /// Name or password are wrong (RFC 3206 §5).
  AUTH("AUTH"),
  /// The message takes UTF-8 mode (RFC 6856 §5).
  UTF8("UTF8");

  private final String text;

  Code(String text) {
    this.text = text;
  }

  /// As it goes out, without brackets.
  String text() {
    return text;
  }
}
