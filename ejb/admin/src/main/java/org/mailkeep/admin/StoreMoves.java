package org.mailkeep.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.StoreException;

/// Carries what stores hold elsewhere: into another store, into an archive, and back. Safe for many
/// threads.
public final class StoreMoves {
  private final Tasks tasks;
  private final Moving moving;
  private final Archiving archiving;

  /// @param tasks runs what takes long
  /// @param moving knows how stores move
  /// @param archiving knows archives
  public StoreMoves(Tasks tasks, Moving moving, Archiving archiving) {
    this.tasks = tasks;
    this.moving = moving;
    this.archiving = archiving;
  }

  /// What writes an archive of the moment, when the caller may have it: it holds all mail.
  public Outcome<Writing> export(Caller caller) {
    return Outcome.allowed(
        caller,
        Permission.STORE_EXPORT,
        () -> new Outcome.Ok<>(out -> archiving.export(out, Progress.UNWATCHED)));
  }

  /// Writes an archive.
  @FunctionalInterface
  public interface Writing {
    /// Writes it to a stream, which stays open.
    ///
    /// @return how many entries
    long to(OutputStream out) throws IOException, InterruptedException;
  }

  /// Reads an archive into an empty store without a role, while the caller waits.
  ///
  /// @param use whether it is the store of the data role from the next start on
  /// @return how many entries; conflict when the archive or the store will not do
  public Outcome<Long> load(Caller caller, String to, boolean use, InputStream in) {
    return Outcome.allowed(
        caller,
        Permission.STORE_IMPORT,
        () -> {
          List<FieldError> problems = archiving.problems(to);
          if (!problems.isEmpty()) {
            return new Outcome.Invalid<>(problems);
          }
          try {
            return new Outcome.Ok<>(archiving.load(to, use, in, Progress.UNWATCHED));
          } catch (IOException | StoreException e) {
            return new Outcome.Conflict<>("store " + to + ": " + e.getMessage());
          }
        });
  }

  /// Moves what a store holds into another one, which takes its roles.
  ///
  /// @return invalid when the move makes no sense
  public Outcome<Task> migrate(Caller caller, Moving.Request move) {
    return Outcome.allowed(
        caller,
        Permission.STORE_MIGRATE,
        () -> {
          List<FieldError> problems = moving.problems(move);
          return problems.isEmpty()
              ? tasks.start(caller, "migrate", move.words(), progress -> moving.run(move, progress))
              : new Outcome.Invalid<>(problems);
        });
  }
}
