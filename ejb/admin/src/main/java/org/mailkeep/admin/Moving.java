package org.mailkeep.admin;

import java.util.List;
import java.util.Set;
import org.mailkeep.kernel.Progress;

/// Carries what stores hold elsewhere while the server works.
public interface Moving {
  /// What is to move.
  ///
  /// @param from a store of the configuration
  /// @param to another one
  /// @param roles `data`, `blob`, `fts`, `lookup`; empty for all that the one has and the other can
  ///   have
  record Request(String from, String to, Set<String> roles) {
    public Request {
      roles = Set.copyOf(roles);
    }

    /// For people: `rocksdb to main`.
    String words() {
      return from + " to " + to + (roles.isEmpty() ? "" : " (" + String.join(", ", roles) + ")");
    }
  }

  /// What speaks against a move before it begins; nothing when it can begin.
  List<FieldError> problems(Request move);

  /// Moves; the new store serves when it returns, the old one while it does not.
  ///
  /// @throws Exception when it could not be done; the old store serves
  TaskReport run(Request move, Progress progress) throws Exception;
}
