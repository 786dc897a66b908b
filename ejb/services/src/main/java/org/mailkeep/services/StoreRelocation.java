package org.mailkeep.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreSettings.Role;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.moving.Marks;
import org.mailkeep.store.api.moving.MovableBackend;
import org.mailkeep.store.api.moving.Move;
import org.mailkeep.store.api.moving.Verified;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.telemetry.StoreEvent;

/// Moves what lies in one store that keeps data into another one, as it lies there. The file says
/// where it is; it is changed in the pause between the last commit on the old store and the first
/// on the new one.
final class StoreRelocation {
  private static final System.Logger LOG = System.getLogger(StoreRelocation.class.getName());

  private final Relocation.Ground ground;
  private final ConfigurationFile file;
  private final InstantSource clock;
  private final MovePlan plan;
  private final Set<Role> roles;

  StoreRelocation(
      Relocation.Ground ground, ConfigurationFile file, InstantSource clock, MovePlan plan) {
    this.ground = ground;
    this.file = file;
    this.clock = clock;
    this.plan = plan;
    this.roles = plan.together();
  }

  /// Does it.
  ///
  /// @throws StoreException when it could not be done; the old store serves
  Moved run(Progress progress) throws InterruptedException {
    Stores stores = ground.stores();
    DataBackend target = stores.backends().idle(plan.to());
    List<Move.Part> parts = parts(stores.homes(), target);
    var rules = Homes.rules(ground.configuration().get());
    Move.Done done = new Move(parts, rules, Chance.secure(), progress).run(this::write);
    settle(target, done);
    return new Moved(done);
  }

  private List<Move.Part> parts(Homes homes, DataBackend target) {
    List<Move.Part> parts = new ArrayList<>();
    if (roles.contains(Role.DATA)) {
      parts.add(new Move.Part(homes.data(), target, Marks.ofData()));
    }
    add(parts, Role.LOOKUP, homes.lookup().data(), target);
    add(parts, Role.FTS, homes.search().data(), target);
    return parts;
  }

  private void add(
      List<Move.Part> parts, Role role, @Nullable MovableBackend home, DataBackend target) {
    if (roles.contains(role) && home != null) {
      Subspace space = role == Role.FTS ? Subspace.SEARCH : Subspace.LOOKUP;
      parts.add(new Move.Part(home, target, EnumSet.of(space)));
    }
  }

  /// Makes the new store the one that is used after a restart, too.
  private void write() {
    try {
      file.change(new MoveEdits(plan).of(roles).change());
    } catch (IOException e) {
      throw new UncheckedIOException("mailkeep.toml cannot be changed", e);
    }
  }

  /// The old store says where its data went, the new one is watched. What fails here is mended at
  /// the next start, or only missing as a safeguard.
  private void settle(DataBackend target, Move.Done done) {
    try {
      stores().backends().serving(plan.to());
      DataBackend source = stores().backends().idle(plan.from());
      if (roles.contains(Role.DATA)) {
        Marks.leave(source, new Marks.Moved(plan.to(), clock.instant()));
        Marks.use(target);
      } else {
        Marks.leaveOthers(source);
      }
      if (roles.containsAll(MovePlan.roles(plan.configuration(), plan.from()))) {
        stores().backends().retire(plan.from());
      }
      ground.moved().to(file.read());
    } catch (StoreException | ConfigurationFile.Refused | IOException e) {
      LOG.log(System.Logger.Level.WARNING, "store " + plan.to() + " is used; afterwards", e);
    }
    ground
        .events()
        .emit(new StoreEvent.Moved(plan.from(), plan.to(), done.written(), done.pause()));
  }

  private Stores stores() {
    return ground.stores();
  }

  /// How it went.
  record Moved(Move.Done done) {
    /// Rows of the report.
    List<List<String>> rows() {
      List<List<String>> rows = new ArrayList<>();
      for (Verified each : done.verified()) {
        if (each.source() > 0) {
          rows.add(
              List.of(
                  each.space().name().toLowerCase(Locale.ROOT),
                  String.valueOf(each.source()),
                  String.valueOf(each.target()),
                  each.hash(),
                  each.same() ? "same" : "different"));
        }
      }
      return rows;
    }

    /// Entries that there are.
    long entries() {
      return done.verified().stream().mapToLong(Verified::source).sum();
    }
  }
}
