package org.mailkeep.wire.smtp;

import org.jspecify.annotations.Nullable;

/// A client's command, whole and checked. What order they may come in is [SmtpMachine]'s matter.
public sealed interface Command {

  /// EHLO, HELO (RFC 5321 §4.1.1.1) or LHLO (RFC 2033 §4.1); `name` is any printable word, since
  /// what to make of a strange name is policy.
  record Hello(HelloKind kind, String name) implements Command {}

  /// MAIL (RFC 5321 §4.1.1.2).
  record Mail(Path from, MailParameters parameters) implements Command {}

  /// RCPT (RFC 5321 §4.1.1.3).
  record Rcpt(Path to, RcptParameters parameters) implements Command {}

  /// DATA (RFC 5321 §4.1.1.4).
  record Data() implements Command {}

  /// BDAT (RFC 3030 §2): the chunk of `size` octets follows the line.
  record Bdat(long size, boolean last) implements Command {}

  /// RSET (RFC 5321 §4.1.1.5).
  record Rset() implements Command {}

  /// VRFY (RFC 5321 §4.1.1.6).
  record Vrfy(String who) implements Command {}

  /// EXPN (RFC 5321 §4.1.1.7).
  record Expn(String list) implements Command {}

  /// HELP (RFC 5321 §4.1.1.8); `topic` may be empty.
  record Help(String topic) implements Command {}

  /// NOOP (RFC 5321 §4.1.1.9).
  record Noop() implements Command {}

  /// QUIT (RFC 5321 §4.1.1.10).
  record Quit() implements Command {}

  /// STARTTLS (RFC 3207 §4).
  record StartTls() implements Command {}

  /// AUTH (RFC 4954 §4); `initial` is the base64 text of the initial response, `=` for an empty
  /// one, null when there is none.
  record Auth(String mechanism, @Nullable String initial) implements Command {
    /// The initial response may be a password.
    @Override
    public String toString() {
      return "Auth[mechanism=" + mechanism + "]";
    }
  }

  /// The verb, in upper case.
  default String verb() {
    return switch (this) {
      case Hello hello -> hello.kind().name();
      case Mail _ -> "MAIL";
      case Rcpt _ -> "RCPT";
      case Data _ -> "DATA";
      case Bdat _ -> "BDAT";
      case Rset _ -> "RSET";
      case Vrfy _ -> "VRFY";
      case Expn _ -> "EXPN";
      case Help _ -> "HELP";
      case Noop _ -> "NOOP";
      case Quit _ -> "QUIT";
      case StartTls _ -> "STARTTLS";
      case Auth _ -> "AUTH";
    };
  }
}
