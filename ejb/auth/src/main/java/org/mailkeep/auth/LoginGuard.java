package org.mailkeep.auth;

import java.util.function.Supplier;
import org.mailkeep.directory.api.Authentication;

/// Stands before the directory whenever someone wants to log in. Safe for many threads.
@FunctionalInterface
public interface LoginGuard {
  /// Lets everybody ask.
  LoginGuard NONE = (_, check) -> check.get();

  /// Lets an attempt be checked, or refuses it unchecked.
  ///
  /// @param check asks the directory
  Authentication check(Attempt attempt, Supplier<Authentication> check);
}
