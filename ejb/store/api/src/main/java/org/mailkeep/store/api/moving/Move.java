package org.mailkeep.store.api.moving;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.DataBackend;

/// Moves what stores hold into others while they are used. At any moment before the switch it may
/// end, by a failure, by its caller or with the whole server: the sources serve as before, and the
/// next move goes on where this one was. For one thread.
///
/// Only commits of this server are seen: no other one may use the sources.
public final class Move {
  private final List<Part> parts;
  private final MoveRules rules;
  private final Chance chance;
  private final Progress progress;

  /// What goes from one store into another.
  ///
  /// @param from which serves
  /// @param to which will
  /// @param spaces that move
  public record Part(MovableBackend from, DataBackend to, Set<Subspace> spaces) {
    public Part {
      spaces = Set.copyOf(spaces);
    }
  }

  /// What is done between the last commit on the old stores and the first on the new ones.
  @FunctionalInterface
  public interface Switch {
    /// Makes the new stores those that are used, also after a restart. When it throws, the old ones
    /// still are.
    void run();
  }

  /// How it went.
  ///
  /// @param verified each subspace that moved
  /// @param written entries that were written to the new stores
  /// @param pause how long commits waited
  /// @param attempts pauses that it took
  public record Done(List<Verified> verified, long written, Duration pause, int attempts) {
    public Done {
      verified = List.copyOf(verified);
    }
  }

  /// @param parts which are switched together
  public Move(List<Part> parts, MoveRules rules, Chance chance, Progress progress) {
    this.parts = List.copyOf(parts);
    this.rules = rules;
    this.chance = chance;
    this.progress = progress;
  }

  /// Does it.
  ///
  /// @throws StoreException when a store fails, a target holds something else, or the pause was too
  ///   short each time
  /// @throws Progress.Cancelled when it was cancelled
  /// @throws InterruptedException when it was interrupted
  public Done run(Switch action) throws InterruptedException {
    List<Leg> legs = new ArrayList<>();
    try {
      for (Part part : parts) {
        legs.add(Leg.begin(part, rules, chance, progress));
      }
      legs.forEach(Leg::copy);
      progress.begin("catching up", Progress.UNKNOWN, "entries");
      legs.forEach(Leg::catchUp);
      List<Verified> verified = new ArrayList<>();
      for (Leg leg : legs) {
        leg.verify(verified);
      }
      return finish(legs, verified, action);
    } finally {
      parts.forEach(part -> part.from().untrack());
    }
  }

  private Done finish(List<Leg> legs, List<Verified> verified, Switch action)
      throws InterruptedException {
    for (int attempt = 1; attempt <= rules.attempts(); attempt++) {
      progress.begin(
          attempt == 1 ? "catching up" : "catching up, try " + attempt,
          Progress.UNKNOWN,
          "entries");
      legs.forEach(Leg::catchUp);
      progress.begin("switching", Progress.UNKNOWN, "entries");
      Pause pause = new Pause(parts, rules.pause());
      try {
        if (pause.begin() && complete(legs, pause)) {
          act(legs, action);
          parts.forEach(part -> part.from().become(part.to()));
          Duration took = pause.end();
          long written = legs.stream().mapToLong(Leg::written).sum();
          return new Done(verified, written, took, attempt);
        }
      } finally {
        pause.end();
      }
      legs.forEach(Leg::ease);
    }
    throw new StoreException.Unavailable(
        "the last differences took longer than "
            + rules.pause().toMillis()
            + " ms in each of "
            + rules.attempts()
            + " attempts; nothing was switched");
  }

  private static void act(List<Leg> legs, Switch action) {
    boolean done = false;
    try {
      legs.forEach(Leg::arrived);
      action.run();
      done = true;
    } finally {
      if (!done) {
        legs.forEach(Leg::arriving);
      }
    }
  }

  private static boolean complete(List<Leg> legs, Pause pause) {
    return legs.stream().allMatch(leg -> leg.complete(pause));
  }

  /// Words for a subspace.
  static String words(Subspace space) {
    return space.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
