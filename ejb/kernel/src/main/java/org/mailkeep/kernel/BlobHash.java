package org.mailkeep.kernel;

import java.util.Arrays;
import java.util.HexFormat;

/// The name of a blob: the SHA-256 of its content.
public final class BlobHash {
  /// Octets of a hash.
  public static final int LENGTH = 32;

  private final byte[] octets;

  private BlobHash(byte[] octets) {
    this.octets = octets;
  }

  /// @param octets exactly [#LENGTH]; copied
  public static BlobHash of(byte[] octets) {
    if (octets.length != LENGTH) {
      throw new IllegalArgumentException("not a SHA-256: " + octets.length + " octets");
    }
    return new BlobHash(octets.clone());
  }

  /// @param hex 64 digits
  public static BlobHash parse(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /// A copy of the octets.
  public byte[] octets() {
    return octets.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlobHash that && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(octets);
  }
}
