package org.mailkeep.mailbox;

import java.util.HashMap;
import java.util.Map;
import org.mailkeep.kernel.AccountId;

/// What is known of a mailbox that others use, too. Most mailboxes have [#NONE], for which nothing
/// is stored or read.
///
/// @param seen what each of the others has seen
record Sharing(Acl acl, Map<AccountId, SeenMark> seen) {
  static final Sharing NONE = new Sharing(Acl.NONE, Map.of());

  /// There is something that was not read yet.
  static final Sharing UNREAD = new Sharing(Acl.UNREAD, Map.of());

  Sharing {
    seen = Map.copyOf(seen);
  }

  boolean isNone() {
    return acl.isEmpty() && seen.isEmpty();
  }

  SeenMark mark(AccountId user) {
    return seen.getOrDefault(user, SeenMark.NONE);
  }

  Sharing with(Acl other) {
    return new Sharing(other, seen);
  }

  Sharing with(AccountId user, SeenMark mark) {
    Map<AccountId, SeenMark> changed = new HashMap<>(seen);
    changed.put(user, mark);
    return new Sharing(acl, changed);
  }
}
