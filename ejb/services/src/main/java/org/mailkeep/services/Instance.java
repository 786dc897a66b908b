package org.mailkeep.services;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The folder that one server lives in: `mailkeep.toml`, data, certificates.
///
/// @param home absolute path of the folder
record Instance(Path home) {

  /// Names the folder to the server; the launcher passes it.
  static final String PROPERTY = "mailkeep.instance";

  /// Where the container keeps its domain.
  private static final String DOMAIN = "com.sun.aas.instanceRoot";

  Instance {
    home = home.toAbsolutePath().normalize();
  }

  /// The launcher's folder, or `mailkeep` below the domain when an operator deployed the archive
  /// alone.
  static Instance find() {
    return find(System.getProperty(PROPERTY), System.getProperty(DOMAIN));
  }

  static Instance find(@Nullable String named, @Nullable String domain) {
    if (named != null && !named.isBlank()) {
      return new Instance(Path.of(named));
    }
    if (domain == null) {
      throw new IllegalStateException(
          "neither " + PROPERTY + " nor " + DOMAIN + " says where the instance lies");
    }
    return new Instance(Path.of(domain, "mailkeep"));
  }

  /// The configuration; may be absent, then every setting has its default.
  Path configuration() {
    return home.resolve("mailkeep.toml");
  }
}
