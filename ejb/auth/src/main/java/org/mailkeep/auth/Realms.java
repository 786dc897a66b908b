package org.mailkeep.auth;

import java.util.Set;

/// Security realms of the server that this one runs in. Safe for many threads.
@FunctionalInterface
public interface Realms {
  /// There are none.
  Realms NONE = (realm, _, _) -> new Answer.Unavailable("there is no realm " + realm);

  /// Logs somebody in.
  ///
  /// @param password not empty
  Answer login(String realm, String name, String password);

  /// What a realm says.
  sealed interface Answer {
    /// They are who they say.
    ///
    /// @param groups that they are in
    record In(Set<String> groups) implements Answer {
      public In {
        groups = Set.copyOf(groups);
      }
    }

    /// They are not.
    record Refused() implements Answer {}

    /// Nobody can say now, or there is no such realm.
    ///
    /// @param reason for the log
    record Unavailable(String reason) implements Answer {}
  }
}
