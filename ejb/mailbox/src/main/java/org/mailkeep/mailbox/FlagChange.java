package org.mailkeep.mailbox;

/// What STORE does to the flags of a message (RFC 9051 §6.4.6).
public record FlagChange(Kind kind, Flags flags) {
  /// How the flags count.
  public enum Kind {
    /// These replace all.
    SET,
    /// These are added.
    ADD,
    /// These are removed.
    REMOVE
  }

  /// The flags after the change.
  public Flags apply(Flags before) {
    return switch (kind) {
      case SET -> flags.equals(before) ? before : flags;
      case ADD -> before.with(flags);
      case REMOVE -> before.without(flags);
    };
  }
}
