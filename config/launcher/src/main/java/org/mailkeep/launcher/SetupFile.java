package org.mailkeep.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.services.Catalogue;
import org.mailkeep.store.api.StoreSettings.Role;

/// What `setup` makes of the answers.
///
/// @param stores by role; one store may have several
/// @param directory that authenticates
record SetupFile(Map<Role, Chosen> stores, Chosen directory) {
  /// The configuration.
  ///
  /// @param example the commented default
  String text(String example) {
    var text = new ConfigurationText(example);
    var roles = new LinkedHashMap<String, String>();
    stores.forEach((role, store) -> roles.put(key(Catalogue.of(role).key()), quoted(store.id())));
    roles.put(key(ChosenDirectory.DIRECTORY.key()), quoted(directory.id()));
    text.set("storage", roles);
    for (Chosen store : new LinkedHashSet<>(stores.values())) {
      text.add("store", store.id(), store.lines());
    }
    return text.add("directory", directory.id(), directory.lines()).toString();
  }

  /// Writes a configuration for its owner's eyes only; what was there is kept beside it.
  ///
  /// @return where the old one is now
  static Optional<Path> write(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Secrets.write(fresh, text);
    Optional<Path> old = Optional.empty();
    if (Files.exists(file)) {
      old = Optional.of(unused(file));
      Files.copy(file, old.get(), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    return old;
  }

  private static Path unused(Path file) {
    for (int number = 1; ; number++) {
      Path old = file.resolveSibling(file.getFileName() + "." + number);
      if (!Files.exists(old)) {
        return old;
      }
    }
  }

  private static String key(String whole) {
    return whole.substring("storage.".length());
  }

  private static String quoted(String id) {
    return '"' + id + '"';
  }
}
