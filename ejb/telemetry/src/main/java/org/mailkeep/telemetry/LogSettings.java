package org.mailkeep.telemetry;

import java.nio.file.Path;

/// How a log is kept.
///
/// @param kind what it writes to
/// @param level events of this level and above it are written
/// @param folder where the files lie
/// @param prefix how their names begin
/// @param rotate when a new file begins
/// @param maxSize octets after which a new file begins at the latest
/// @param keep how many older files stay
public record LogSettings(
    Kind kind, Level level, Path folder, String prefix, Rotate rotate, long maxSize, int keep) {

  /// What a log writes to.
  public enum Kind {
    /// Files of its own, which rotate.
    LOG,
    /// The log of the application server.
    STDOUT
  }

  /// When a new file begins.
  public enum Rotate {
    /// At midnight, UTC.
    DAILY("yyyy-MM-dd"),
    /// With each hour.
    HOURLY("yyyy-MM-dd'T'HH"),
    /// With each minute.
    MINUTELY("yyyy-MM-dd'T'HH-mm"),
    /// Never for the time.
    NEVER("'0'");

    private final String pattern;

    Rotate(String pattern) {
      this.pattern = pattern;
    }

    String pattern() {
      return pattern;
    }
  }
}
