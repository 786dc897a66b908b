package org.mailkeep.services;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.mailkeep.admin.Archiving;
import org.mailkeep.admin.FieldError;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.Progress;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.TomlEdit;
import org.mailkeep.store.api.BlobForm;
import org.mailkeep.store.api.DataBlobStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.StoreSettings.Role;
import org.mailkeep.store.api.moving.Export;
import org.mailkeep.store.api.moving.Import;
import org.mailkeep.store.api.spi.DataBackend;

/// Archives of what the server holds.
final class Archives implements Archiving {
  private final Composition server;
  private final ConfigurationFile file;
  private final InstantSource clock;

  Archives(Composition server, ConfigurationFile file, InstantSource clock) {
    this.server = server;
    this.file = file;
    this.clock = clock;
  }

  @Override
  public long export(OutputStream out, Progress progress) throws IOException, InterruptedException {
    Stores stores = server.stores();
    var source = new Export.Source(stores.homes().data(), stores.blobs(), clock);
    var rules = Homes.rules(server.configuration());
    return Export.run(source, rules, progress, out);
  }

  @Override
  public List<FieldError> problems(String to) {
    Configuration configuration = server.configuration();
    if (!configuration.ids("store").contains(to)) {
      return List.of(new FieldError("to", "the configuration names no store " + to));
    }
    if (!StoreSettings.type(configuration, to).serves(Role.DATA)) {
      return List.of(new FieldError("to", "store " + to + " keeps no data"));
    }
    if (!MovePlan.roles(configuration, to).isEmpty()) {
      return List.of(new FieldError("to", "store " + to + " is being used"));
    }
    Optional<String> problem =
        file.problem(using(to), after -> StoreSettings.data(after).equals(to));
    return problem.map(words -> List.of(new FieldError("use", words))).orElse(List.of());
  }

  @Override
  public long load(String to, boolean use, InputStream in, Progress progress) throws IOException {
    DataBackend store = server.stores().backends().idle(to);
    var blobs =
        new DataBlobStore(
            new DataStore(store),
            StoreSettings.blobLimits(server.configuration()),
            Chance.secure(),
            clock,
            BlobForm.PLAIN,
            null);
    long entries = Import.run(store, blobs, Upgrades.SCHEMA.version(), progress, in);
    if (use) {
      file.change(using(to));
    }
    return entries;
  }

  private static UnaryOperator<String> using(String to) {
    return toml -> TomlEdit.of(toml).set("storage", "data", to).text();
  }
}
