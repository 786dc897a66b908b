package org.mailkeep.mailbox;

import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;

/// Whom an entry of an access control list concerns (RFC 4314 §2).
///
/// @param who an account, or a group and so its members; null for anyone
/// @param negative whether the rights are taken away
public record Grantee(@Nullable AccountId who, boolean negative) {
  /// Everybody who can log in.
  public static final Grantee ANYONE = new Grantee(null, false);

  /// An account or a group.
  public static Grantee of(AccountId who) {
    return new Grantee(who, false);
  }

  /// The number under which it is stored.
  long number() {
    return who == null ? 0 : who.value();
  }
}
