package org.mailkeep.credentials;

import java.security.MessageDigest;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/// `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`, and its siblings `argon2i` and `argon2d` (RFC 9106).
///
/// @param type number of the variant
/// @param version number of the algorithm's version
record Argon2Secret(int type, int version, Argon2Cost cost, byte[] salt, byte[] hash)
    implements StoredSecret {
  private static final int SALT = 16;
  private static final int HASH = 32;

  /// @return null when the text is no Argon2 hash, or costs more than we pay
  static @Nullable Argon2Secret read(String text) {
    PhcText phc = PhcText.read(text);
    if (phc == null || phc.hash().length < 4 || phc.salt().length < 8) {
      return null;
    }
    int type =
        switch (phc.id()) {
          case "argon2d" -> Argon2Parameters.ARGON2_d;
          case "argon2i" -> Argon2Parameters.ARGON2_i;
          case "argon2id" -> Argon2Parameters.ARGON2_id;
          default -> -1;
        };
    int version = phc.version() == 0 ? Argon2Parameters.ARGON2_VERSION_10 : phc.version();
    if (type < 0 || (version != 0x10 && version != 0x13)) {
      return null;
    }
    try {
      var cost =
          new Argon2Cost(
              phc.parameter("m", 8, Argon2Cost.MAX_KIBIBYTES),
              phc.parameter("t", 1, Argon2Cost.MAX_PASSES),
              phc.parameter("p", 1, Argon2Cost.MAX_LANES));
      return new Argon2Secret(type, version, cost, phc.salt(), phc.hash());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /// The secret to store for a password.
  static Argon2Secret of(byte[] password, Argon2Cost cost, byte[] salt) {
    var empty = blank(cost, salt, new byte[HASH]);
    return blank(cost, salt, empty.derive(password));
  }

  /// A secret that costs what others cost, and that nobody's password matches but by accident.
  ///
  /// @param noise unpredictable octets, salt and hash
  static Argon2Secret nobodys(Argon2Cost cost, byte[] noise) {
    var salt = new byte[SALT];
    var hash = new byte[HASH];
    System.arraycopy(noise, 0, salt, 0, SALT);
    System.arraycopy(noise, SALT, hash, 0, HASH);
    return blank(cost, salt, hash);
  }

  /// Octets that [#nobodys] wants.
  static int noise() {
    return SALT + HASH;
  }

  /// Octets of a fresh salt.
  static int saltLength() {
    return SALT;
  }

  @Override
  public boolean matches(byte[] password) {
    return MessageDigest.isEqual(hash, derive(password));
  }

  /// Whether a new secret would be harder to guess: what guessing costs is memory, filled so often.
  boolean isWeakerThan(Argon2Cost wanted) {
    return type != Argon2Parameters.ARGON2_id
        || version != Argon2Parameters.ARGON2_VERSION_13
        || (long) cost.kibibytes() * cost.passes() < (long) wanted.kibibytes() * wanted.passes();
  }

  private static Argon2Secret blank(Argon2Cost cost, byte[] salt, byte[] hash) {
    return new Argon2Secret(
        Argon2Parameters.ARGON2_id, Argon2Parameters.ARGON2_VERSION_13, cost, salt, hash);
  }

  private byte[] derive(byte[] password) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(type)
            .withVersion(version)
            .withMemoryAsKB(cost.kibibytes())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(salt)
            .build());
    var derived = new byte[hash.length];
    generator.generateBytes(password, derived);
    return derived;
  }

  private String variant() {
    return switch (type) {
      case Argon2Parameters.ARGON2_d -> "argon2d";
      case Argon2Parameters.ARGON2_i -> "argon2i";
      default -> "argon2id";
    };
  }

  /// The PHC text: what is stored.
  String stored() {
    return String.join(
        "$",
        "",
        variant(),
        "v=" + version,
        cost.toString(),
        PhcText.base64(salt),
        PhcText.base64(hash));
  }

  @Override
  public String toString() {
    return variant() + " " + cost;
  }
}
