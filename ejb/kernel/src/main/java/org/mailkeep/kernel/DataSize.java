package org.mailkeep.kernel;

import java.util.Locale;
import java.util.Optional;

/// An amount of data.
///
/// @param bytes not negative
public record DataSize(long bytes) implements Comparable<DataSize> {
  public DataSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("negative size: " + bytes);
    }
  }

  /// Reads `104857600`, `512k`, `50m` or `1g` (powers of 1,024; an appended `b` or `ib` is
  /// allowed).
  public static Optional<DataSize> parse(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT).replaceFirst("(?<=[kmgt])i?b$", "");
    if (!lower.matches("\\d{1,18}\\s*[kmgt]?")) {
      return Optional.empty();
    }
    int power = "kmgt".indexOf(lower.charAt(lower.length() - 1)) + 1;
    String digits = power == 0 ? lower : lower.substring(0, lower.length() - 1).strip();
    try {
      return Optional.of(
          new DataSize(Math.multiplyExact(Long.parseLong(digits), 1L << (10 * power))));
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(DataSize other) {
    return Long.compare(bytes, other.bytes);
  }
}
