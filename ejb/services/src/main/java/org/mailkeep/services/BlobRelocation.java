package org.mailkeep.services;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.Progress;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.BlobHome;
import org.mailkeep.store.api.BlobIdentity;
import org.mailkeep.store.api.BlobMove;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.StoreSettings.Role;
import org.mailkeep.store.api.spi.BlobBackend;
import org.mailkeep.telemetry.StoreEvent;

/// Moves messages: new ones go to the new store at once, then the others follow. The file names
/// both stores as long as they are both needed.
final class BlobRelocation {
  private final Relocation.Ground ground;
  private final ConfigurationFile file;
  private final MovePlan plan;
  private final DataStore data;

  BlobRelocation(Relocation.Ground ground, ConfigurationFile file, MovePlan plan) {
    this.ground = ground;
    this.file = file;
    this.plan = plan;
    this.data = ground.stores().data();
  }

  /// Does it.
  ///
  /// @throws IOException when the file cannot be written; both stores are used
  Moved run(Progress progress) throws IOException, InterruptedException, ConfigurationFile.Refused {
    Stores stores = ground.stores();
    BlobBackend target = stores.rooms().open(plan.to());
    BlobBackend source = stores.rooms().open(plan.from());
    var home = new BlobHome(stores.rooms().form(plan.to()), target, source);
    boolean begun = false;
    try {
      begin(target);
      begun = true;
    } finally {
      if (!begun) {
        stores.retire(plan.to(), ground.configuration().get(), EnumSet.noneOf(Role.class));
      }
    }
    stores.blobs().become(home);
    ground.moved().to(file.read());
    BlobMove.Done done = new BlobMove(stores.blobs(), home, progress).run();
    if (target == null) {
      BlobIdentity.forget(data);
    }
    file.change(new MoveEdits(plan).blobsEnd().change());
    stores.blobs().become(new BlobHome(home.form(), target, null));
    if (source != null) {
      BlobIdentity.leave(source);
    }
    stores.retire(plan.from(), ground.configuration().get(), EnumSet.of(Role.BLOB));
    ground.moved().to(file.read());
    ground.events().emit(new StoreEvent.Moved(plan.from(), plan.to(), done.moved(), Duration.ZERO));
    return new Moved(List.of(row(done)), done.index(), done.moved());
  }

  /// The data store knows its new place before anything is in it. When it already lies there for
  /// new ones, a move goes on.
  private void begin(@Nullable BlobBackend target) throws IOException {
    Configuration now = ground.configuration().get();
    if (StoreSettings.blob(now).equals(plan.to())
        && (StoreSettings.blobBefore(now).isPresent() || target != null)) {
      return;
    }
    if (target != null) {
      BlobIdentity.prepare(data, target, Chance.secure());
    }
    file.change(new MoveEdits(plan).blobsBegin().change());
    if (target != null) {
      BlobIdentity.check(data, target, Chance.secure());
    }
  }

  private static List<String> row(BlobMove.Done done) {
    String verdict = done.same() ? "same" : "different";
    return List.of(
        "blobs",
        String.valueOf(done.index()),
        String.valueOf(done.there()),
        HexFormat.of().formatHex(done.thereHash(), 0, done.thereHash().length / 2),
        done.lost() == 0 ? verdict : done.lost() + " were damaged before");
  }

  /// How it went.
  ///
  /// @param rows of the report
  /// @param entries that there are
  /// @param written those that were copied
  record Moved(List<List<String>> rows, long entries, long written) {
    Moved {
      rows = List.copyOf(rows);
    }
  }
}
