package org.mailkeep.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Which Mailkeep this is. The build writes its version into a resource beside this class.
public final class Release {
  private static final String VERSION = read();

  private Release() {}

  /// Such as `1.2.0` or `1.3.0-SNAPSHOT`.
  public static String version() {
    return VERSION;
  }

  private static String read() {
    try (InputStream in = Release.class.getResourceAsStream("version.txt")) {
      byte[] octets = Objects.requireNonNull(in, "version.txt").readAllBytes();
      return new String(octets, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
