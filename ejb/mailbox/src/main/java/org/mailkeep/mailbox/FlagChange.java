package org.mailkeep.mailbox;

/// What STORE does to the flags of a message (RFC 9051 §6.4.6).
///
/// @param rights of who wants it; flags that take another one stay
public record FlagChange(Kind kind, Flags flags, AccessRights rights) {
  /// By one who may everything.
  public FlagChange(Kind kind, Flags flags) {
    this(kind, flags, AccessRights.ALL);
  }

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
    Flags wanted =
        switch (kind) {
          case SET -> flags.equals(before) ? before : flags;
          case ADD -> before.with(flags);
          case REMOVE -> before.without(flags);
        };
    return rights.change(before, wanted);
  }
}
