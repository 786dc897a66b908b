package org.mailkeep.admin;

import java.util.Optional;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.Registry;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.search.Reindexing;

/// Operations on the full-text index. Safe for many threads.
public final class SearchOperations {
  private final Registry registry;
  private final Tasks tasks;
  private final Reindexing reindexing;

  public SearchOperations(Registry registry, Tasks tasks, Reindexing reindexing) {
    this.registry = registry;
    this.tasks = tasks;
    this.reindexing = reindexing;
  }

  /// Indexes mail anew, while the server goes on: searches read what is not indexed.
  ///
  /// @param login of one account, or empty for all
  /// @return a task that counts messages
  public Outcome<Task> reindex(Caller caller, Optional<String> login) {
    if (login.isEmpty()) {
      return Outcome.allowed(
          caller, Permission.STORE_REINDEX, () -> start(caller, "", Optional.empty()));
    }
    // Who may not start it does not hear which accounts there are.
    return Outcome.allowed(
        caller,
        Permission.STORE_REINDEX,
        () ->
            Outcomes.of(registry.principal(login.get()), "account " + login.get())
                .then(found -> start(caller, found)));
  }

  private Outcome<Task> start(Caller caller, Principal principal) {
    return start(caller, principal.account().login(), Optional.of(principal.account().id()));
  }

  private Outcome<Task> start(Caller caller, String subject, Optional<AccountId> account) {
    return tasks.start(
        caller,
        "reindex",
        subject,
        progress -> TaskReport.of("messages", reindexing.run(account, progress)));
  }
}
