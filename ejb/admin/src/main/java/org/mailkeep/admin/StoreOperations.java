package org.mailkeep.admin;

import java.util.List;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.Verification;

/// Long operations on the stores, each a task. Safe for many threads.
public final class StoreOperations {
  private static final List<String> COLUMNS = List.of("check", "what", "fault", "state");

  private final Maintenance maintenance;
  private final Tasks tasks;
  private final List<Verification.Check> checks;

  /// @param maintenance knows the purges
  /// @param checks in the order in which they are made
  public StoreOperations(Maintenance maintenance, Tasks tasks, List<Verification.Check> checks) {
    this.maintenance = maintenance;
    this.tasks = tasks;
    this.checks = List.copyOf(checks);
  }

  /// The purges, when each ran and when it comes again.
  public Outcome<List<Maintenance.JobState>> purges(Caller caller) {
    return maintenance.list(caller);
  }

  /// Deletes what nobody needs any more.
  ///
  /// @param kind of what goes
  public Outcome<Task> purge(Caller caller, String kind) {
    return maintenance.run(caller, kind);
  }

  /// Looks whether all that is stored fits together, while the server goes on.
  ///
  /// @param repair whether to mend what can be mended
  /// @param deep whether to read the octets of all blobs, too
  /// @return a task that reports each fault
  public Outcome<Task> verify(Caller caller, boolean repair, boolean deep) {
    return Outcome.allowed(
        caller,
        Permission.STORE_VERIFY,
        () -> tasks.start(caller, "verify", "stores", progress -> verify(repair, deep, progress)));
  }

  private TaskReport verify(boolean repair, boolean deep, Progress progress) {
    var verification = new Verification(repair, deep, progress);
    checks.forEach(check -> check.run(verification));
    List<List<String>> rows =
        verification.findings().stream()
            .map(f -> List.of(f.check(), f.subject(), f.fault(), f.state().text()))
            .toList();
    progress.say("");
    return new TaskReport(verification.counts(), COLUMNS, rows);
  }
}
