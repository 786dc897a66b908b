package org.mailkeep.mime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An entry of an address field (RFC 5322 §3.4).
public sealed interface HeaderAddress {
  /// A mailbox, or what could be made out of text that is none.
  ///
  /// @param name display name, quotes removed, RFC 2047 words as written; null when absent
  /// @param route hosts that old mail names in front of the address, such as `@one,@two` (RFC 5322
  ///   §4.4 `obs-route`, without its colon); it says nothing any more, and null when absent
  /// @param local local part, quotes removed; may be empty in broken mail
  /// @param domain domain or literal as written; empty when there is none
  record Mailbox(@Nullable String name, @Nullable String route, String local, String domain)
      implements HeaderAddress {
    /// A mailbox without a route.
    public Mailbox(@Nullable String name, String local, String domain) {
      this(name, null, local, domain);
    }

    /// `local@domain`, or the local part alone.
    public String address() {
      return domain.isEmpty() ? local : local + '@' + domain;
    }
  }

  /// A named group, possibly empty.
  record Group(String name, List<Mailbox> members) implements HeaderAddress {
    public Group {
      members = List.copyOf(members);
    }
  }
}
