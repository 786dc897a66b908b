package org.mailkeep.kernel;

import java.util.function.Supplier;

/// On whose behalf the current thread works, for the audit trail. Bound for the time of one
/// operation; what runs on another thread is bound there anew.
///
/// @param name the login name, with that of the master user when it was one, or what of the server
///   it is: `system`, `schedule`
/// @param mechanism how they showed who they are: `password`, `token`, `api-key`, `certificate`,
///   `kerberos`, `master`, `configuration`, `browser`, `realm`; empty for the server itself
/// @param address where they are; empty for the server itself
public record Actor(String name, String mechanism, String address) {
  /// The server itself.
  public static final Actor SYSTEM = new Actor("system", "", "");

  /// The server, when the time has come.
  public static final Actor SCHEDULE = new Actor("schedule", "", "");

  private static final ScopedValue<Actor> CURRENT = ScopedValue.newInstance();

  /// Who is behind what the current thread does.
  public static Actor current() {
    return CURRENT.orElse(SYSTEM);
  }

  /// Does something on their behalf.
  public <T> T does(Supplier<T> operation) {
    return ScopedValue.where(CURRENT, this).call(operation::get);
  }
}
