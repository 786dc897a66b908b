package org.mailkeep.credentials;

/// What an Argon2id hash costs whoever computes it (RFC 9106 §3.1).
///
/// @param kibibytes memory
/// @param passes over the memory
/// @param lanes that could be filled at once; we fill them one by one
public record Argon2Cost(int kibibytes, int passes, int lanes) {
  /// 19 MiB, two passes, one lane.
  public static final Argon2Cost STANDARD = new Argon2Cost(19 * 1024, 2, 1);

  static final int MAX_KIBIBYTES = 1 << 20;
  static final int MAX_PASSES = 1_000;
  static final int MAX_LANES = 64;

  public Argon2Cost {
    if (lanes < 1
        || lanes > MAX_LANES
        || kibibytes < 8 * lanes
        || kibibytes > MAX_KIBIBYTES
        || passes < 1
        || passes > MAX_PASSES) {
      throw new IllegalArgumentException(
          "Argon2id with m=" + kibibytes + ",t=" + passes + ",p=" + lanes);
    }
  }

  @Override
  public String toString() {
    return "m=" + kibibytes + ",t=" + passes + ",p=" + lanes;
  }
}
