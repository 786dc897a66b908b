package org.mailkeep.wire.imap;

import java.util.List;

/// Flags of a message: the system flags of RFC 9051 §2.3.2 as bits, and keywords by name.
///
/// @param system or-ed constants of this type
/// @param keywords atoms such as `$Forwarded`, in the case in which they were made
public record Flags(int system, List<String> keywords) {
  /// `\Seen`.
  public static final int SEEN = 1;

  /// `\Answered`.
  public static final int ANSWERED = 2;

  /// `\Flagged`.
  public static final int FLAGGED = 4;

  /// `\Deleted`.
  public static final int DELETED = 8;

  /// `\Draft`.
  public static final int DRAFT = 16;

  /// `\Recent`: told by an IMAP4rev1 server, never set by a client (RFC 3501 §2.3.2).
  public static final int RECENT = 32;

  /// No flag.
  public static final Flags NONE = new Flags(0, List.of());

  /// Keywords are copied.
  public Flags {
    keywords = List.copyOf(keywords);
  }

  /// Whether all of the given bits are set.
  public boolean has(int bits) {
    return (system & bits) == bits;
  }
}
