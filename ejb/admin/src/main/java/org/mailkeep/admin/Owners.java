package org.mailkeep.admin;

import org.mailkeep.auth.Caller;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.Registry;
import org.mailkeep.kernel.AccountId;

/// Finds whose things an operation is about.
///
/// @param registry knows who there is
/// @param reach knows whom callers see
public record Owners(Registry registry, Reach reach) {
  /// One that the caller sees; who is not seen is not there.
  ///
  /// @param key a login name, or an id as a number
  Outcome<Principal> find(Caller caller, String key) {
    Outcome<Principal> found = find(key);
    return found instanceof Outcome.Ok<Principal>(var principal) && !reach.sees(caller, principal)
        ? new Outcome.NotFound<>(what(key))
        : found;
  }

  private Outcome<Principal> find(String key) {
    Answer<Principal> answer =
        key.matches("\\d{1,18}") && Long.parseLong(key) > 0
            ? registry.principal(new AccountId(Long.parseLong(key)))
            : registry.principal(key);
    return Outcomes.of(answer, what(key));
  }

  /// How one is called.
  private static String what(String key) {
    return "account " + key;
  }
}
