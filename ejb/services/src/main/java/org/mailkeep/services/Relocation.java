package org.mailkeep.services;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.mailkeep.admin.FieldError;
import org.mailkeep.admin.Moving;
import org.mailkeep.admin.TaskReport;
import org.mailkeep.kernel.Progress;
import org.mailkeep.search.IndexMove;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.SearchStore;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.StoreSettings.Role;
import org.mailkeep.store.api.moving.LookupMove;
import org.mailkeep.store.api.moving.MovableSearch;
import org.mailkeep.telemetry.Events;

/// Moves roles from one store to another while the server works. What lies in stores that keep data
/// goes together, all else by itself, one role after the other; the file is true after each.
final class Relocation implements Moving {
  private final Ground ground;
  private final ConfigurationFile file;
  private final InstantSource clock;

  /// What it stands on.
  ///
  /// @param configuration the one in force
  /// @param moved takes over what the file says after a move
  /// @param indexes has an index made anew in another place
  record Ground(
      Stores stores,
      Supplier<Configuration> configuration,
      Moved moved,
      Indexes indexes,
      Events events) {}

  /// Has a full-text index made anew in another place.
  @FunctionalInterface
  interface Indexes {
    /// A move of an index.
    IndexMove move(MovableSearch search, SearchStore next, Progress progress);
  }

  /// Takes a configuration over that names stores where they are after a move.
  @FunctionalInterface
  interface Moved {
    /// @throws IOException when something of it cannot be had; the stores are used all the same
    void to(Configuration fresh) throws IOException;
  }

  Relocation(Ground ground, ConfigurationFile file, InstantSource clock) {
    this.ground = ground;
    this.file = file;
    this.clock = clock;
  }

  /// That of a server.
  static Relocation of(Composition server, ConfigurationFile file, InstantSource clock) {
    var ground =
        new Ground(
            server.stores(),
            server::configuration,
            server::moved,
            server.fullText()::move,
            server.telemetry().events());
    return new Relocation(ground, file, clock);
  }

  @Override
  public List<FieldError> problems(Moving.Request move) {
    List<FieldError> errors = new ArrayList<>();
    var plan = MovePlan.of(ground.configuration().get(), move, errors);
    Configuration started = ground.stores().ground().configuration();
    if (!started.ids("store").contains(move.to()) && !move.to().equals(StoreSettings.EMBEDDED)) {
      errors.add(
          new FieldError(
              "to", "the file named no store " + move.to() + " when the server was started"));
    }
    if (errors.isEmpty()) {
      for (MoveEdits.Edit edit : edits(plan)) {
        file.problem(edit.change(), edit.holds())
            .ifPresent(words -> errors.add(new FieldError("to", words)));
      }
    }
    return errors;
  }

  /// How the file changes in the course of a move.
  static List<MoveEdits.Edit> edits(MovePlan plan) {
    var edits = new MoveEdits(plan);
    List<MoveEdits.Edit> all = new ArrayList<>();
    if (!plan.together().isEmpty()) {
      all.add(edits.of(plan.together()));
    }
    if (plan.alone(Role.BLOB)) {
      all.add(edits.blobsBegin());
    }
    for (Role role : List.of(Role.LOOKUP, Role.FTS)) {
      if (plan.alone(role)) {
        all.add(edits.of(EnumSet.of(role)));
      }
    }
    return all;
  }

  @Override
  public TaskReport run(Moving.Request move, Progress progress) throws Exception {
    List<FieldError> errors = new ArrayList<>();
    var plan = MovePlan.of(ground.configuration().get(), move, errors);
    if (!errors.isEmpty()) {
      throw new StoreException.Unavailable(errors.toString());
    }
    progress.say("moving " + plan.from() + " to " + plan.to());
    Map<String, Long> counts = new LinkedHashMap<>();
    List<List<String>> rows = new ArrayList<>();
    if (!plan.together().isEmpty()) {
      var moved = new StoreRelocation(ground, file, clock, plan).run(progress);
      count(counts, moved.entries(), moved.done().written());
      counts.put("pause ms", moved.done().pause().toMillis());
      counts.put("pauses", (long) moved.done().attempts());
      rows.addAll(moved.rows());
    }
    if (plan.alone(Role.BLOB)) {
      var moved = new BlobRelocation(ground, file, plan).run(progress);
      count(counts, moved.entries(), moved.written());
      rows.addAll(moved.rows());
    }
    if (plan.alone(Role.LOOKUP)) {
      LookupMove.Done done = new LookupRelocation(ground, file, plan).run(progress);
      count(counts, done.source(), done.written());
      counts.put("pause ms", done.pause().toMillis());
      counts.put("pauses", (long) done.attempts());
      rows.add(LookupRelocation.row(done));
    }
    if (plan.alone(Role.FTS)) {
      IndexMove.Done done = new SearchRelocation(ground, file, plan).run(progress);
      count(counts, done.messages(), done.written());
      rows.add(SearchRelocation.row(done));
    }
    return new TaskReport(
        counts, List.of("part", "entries", "in the new store", "hash", "verified"), rows);
  }

  private static void count(Map<String, Long> counts, long entries, long written) {
    counts.merge("entries", entries, Long::sum);
    counts.merge("written", written, Long::sum);
  }
}
