package org.mailkeep.mailbox;

import java.util.Optional;

/// A set of rights.
///
/// @param bits of [Right#bit()], or-ed
public record AccessRights(int bits) {
  /// None.
  public static final AccessRights NONE = new AccessRights(0);

  /// All that there are.
  public static final AccessRights ALL = of(Right.values());

  private static final int OTHER_FLAGS =
      SystemFlag.ANSWERED.bit() | SystemFlag.FLAGGED.bit() | SystemFlag.DRAFT.bit();

  /// These.
  public static AccessRights of(Right... rights) {
    int bits = 0;
    for (Right right : rights) {
      bits |= right.bit();
    }
    return new AccessRights(bits);
  }

  /// Reads letters. `c` and `d` of RFC 2086 mean what RFC 4314 §2.1.1 says: `k` and `x`, and `t`
  /// and `e`.
  ///
  /// @return empty when there is a letter that means nothing
  public static Optional<AccessRights> parse(String letters) {
    int bits = 0;
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      Optional<Right> right = Right.ofLetter(letter);
      if (letter == 'c') {
        bits |= Right.CREATE.bit() | Right.DELETE.bit();
      } else if (letter == 'd') {
        bits |= Right.DELETE_MESSAGES.bit() | Right.EXPUNGE.bit();
      } else if (right.isPresent()) {
        bits |= right.get().bit();
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new AccessRights(bits));
  }

  /// Whether one is among them.
  public boolean has(Right right) {
    return (bits & right.bit()) != 0;
  }

  /// Whether any of some is among them.
  public boolean any(Right... rights) {
    return (bits & of(rights).bits) != 0;
  }

  /// Whether there are none.
  public boolean isEmpty() {
    return bits == 0;
  }

  /// These and those.
  public AccessRights with(AccessRights more) {
    return new AccessRights(bits | more.bits);
  }

  /// These without those.
  public AccessRights without(AccessRights less) {
    return new AccessRights(bits & ~less.bits);
  }

  /// As IMAP shows them to clients of RFC 4314 and, with `c` and `d`, of RFC 2086.
  public String letters() {
    StringBuilder letters = new StringBuilder();
    for (Right right : Right.values()) {
      if (has(right)) {
        letters.append(right.letter());
      }
    }
    if (any(Right.CREATE, Right.DELETE)) {
      letters.append('c');
    }
    if (any(Right.DELETE_MESSAGES, Right.EXPUNGE)) {
      letters.append('d');
    }
    return letters.toString();
  }

  /// Whether all flags may be changed.
  public boolean changesAllFlags() {
    return has(Right.SEEN) && has(Right.WRITE) && has(Right.DELETE_MESSAGES);
  }

  /// What becomes of flags when somebody with these rights wants to change them: `\Seen` takes `s`,
  /// `\Deleted` `t`, and all else `w` (RFC 4314 §4).
  public Flags change(Flags before, Flags wanted) {
    if (changesAllFlags()) {
      return wanted;
    }
    int may =
        (has(Right.SEEN) ? SystemFlag.SEEN.bit() : 0)
            | (has(Right.DELETE_MESSAGES) ? SystemFlag.DELETED.bit() : 0)
            | (has(Right.WRITE) ? OTHER_FLAGS : 0);
    int system = (before.systemBits() & ~may) | (wanted.systemBits() & may);
    return Flags.of(system, has(Right.WRITE) ? wanted.keywords() : before.keywords());
  }
}
