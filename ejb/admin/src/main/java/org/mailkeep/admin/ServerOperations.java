package org.mailkeep.admin;

import java.util.List;
import java.util.Optional;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.store.api.outbox.AuditChange;

/// Operations on the server itself. Safe for many threads.
public final class ServerOperations {
  private static final String FILE = "mailkeep.toml";

  private final NamedCaches caches;
  private final Reloading reloading;
  private final StatusSource status;
  private final Trail trail;

  /// Reads the configuration again.
  @FunctionalInterface
  public interface Reloading {
    /// Puts the file in force, or keeps what is.
    Reloaded reload();
  }

  /// How a reload ended.
  public sealed interface Reloaded {
    /// The file is in force.
    ///
    /// @param restartNeeded changed keys that take effect at the next start only
    record InForce(List<String> restartNeeded) implements Reloaded {
      public InForce {
        restartNeeded = List.copyOf(restartNeeded);
      }
    }

    /// It could not be put in force; what was still is.
    ///
    /// @param problems readable, one line each
    record Refused(List<String> problems) implements Reloaded {
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /// Knows how the server fares.
  @FunctionalInterface
  public interface StatusSource {
    /// Now.
    ServerStatus status();
  }

  /// @param caches those that can be listed and cleared
  public ServerOperations(
      NamedCaches caches, Reloading reloading, StatusSource status, Trail trail) {
    this.trail = trail;
    this.caches = caches;
    this.reloading = reloading;
    this.status = status;
  }

  /// How the server fares.
  public Outcome<ServerStatus> status(Caller caller) {
    return Outcome.allowed(
        caller, Permission.SERVER_STATUS, () -> new Outcome.Ok<>(status.status()));
  }

  /// Reads the configuration again.
  ///
  /// @return changed keys that take effect at the next start only; invalid when the file has
  ///   problems, then the old configuration stays in force
  public Outcome<List<String>> reload(Caller caller) {
    return Outcome.allowed(
        caller,
        Permission.SERVER_RELOAD,
        () ->
            switch (reloading.reload()) {
              case Reloaded.InForce(var keys) -> {
                trail.note(AuditChange.of("reload", "configuration", "", FILE));
                yield new Outcome.Ok<>(keys);
              }
              case Reloaded.Refused(var problems) ->
                  new Outcome.Invalid<>(
                      problems.stream().map(line -> new FieldError(FILE, line)).toList());
            });
  }

  /// The caches by name.
  public Outcome<List<NamedCaches.State>> caches(Caller caller) {
    return Outcome.allowed(caller, Permission.CACHE_LIST, () -> new Outcome.Ok<>(caches.all()));
  }

  /// Forgets what caches hold.
  ///
  /// @param name of one cache, or empty for all
  /// @return names of those that were cleared
  public Outcome<List<String>> clearCaches(Caller caller, Optional<String> name) {
    return Outcome.allowed(
        caller,
        Permission.CACHE_DELETE,
        () -> {
          List<String> names =
              name.map(List::of)
                  .orElseGet(() -> caches.all().stream().map(c -> c.spec().name()).toList());
          List<String> cleared = names.stream().filter(caches::clear).toList();
          cleared.forEach(cache -> trail.note(AuditChange.of("clear", "cache", "", cache)));
          return name.isPresent() && cleared.isEmpty()
              ? new Outcome.NotFound<>("cache " + name.get())
              : new Outcome.Ok<>(cleared);
        });
  }
}
