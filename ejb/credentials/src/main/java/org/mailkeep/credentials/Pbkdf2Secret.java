package org.mailkeep.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/// PBKDF2 (RFC 8018 §5.2): `$pbkdf2-sha256$i=600000,l=32$salt$hash`, also with bare rounds, and
/// `$1$salt$rounds$hash` in hexadecimal.
///
/// @param algorithm `sha1`, `sha256` or `sha512`
record Pbkdf2Secret(String algorithm, int rounds, byte[] salt, byte[] hash)
    implements StoredSecret {
  private static final int MAX_ROUNDS = 10_000_000;
  private static final String NAME = "pbkdf2";

  /// @return null when the text is no PBKDF2 hash, or costs more than we pay
  static @Nullable Pbkdf2Secret read(String text) {
    PhcText phc = PhcText.read(text);
    if (phc == null || phc.hash().length < 16) {
      return null;
    }
    String algorithm =
        switch (phc.id()) {
          case NAME, NAME + "-sha1" -> "sha1";
          case NAME + "-sha256" -> "sha256";
          case NAME + "-sha512" -> "sha512";
          default -> "";
        };
    try {
      int rounds = phc.parameter("i", 1, MAX_ROUNDS);
      return algorithm.isEmpty()
          ? null
          : new Pbkdf2Secret(algorithm, rounds, phc.salt(), phc.hash());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /// Reads what follows `{PBKDF2}`.
  static @Nullable Pbkdf2Secret readTagged(String text) {
    List<String> parts = List.of(text.split("\\$", -1));
    if (parts.size() != 5 || !parts.get(1).equals("1")) {
      return read(text);
    }
    try {
      int rounds = Integer.parseInt(parts.get(3));
      byte[] hash = HexFormat.of().parseHex(parts.get(4));
      return rounds < 1 || rounds > MAX_ROUNDS || hash.length < 16
          ? null
          : new Pbkdf2Secret("sha1", rounds, parts.get(2).getBytes(StandardCharsets.UTF_8), hash);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public boolean matches(byte[] password) {
    var generator = new PKCS5S2ParametersGenerator(digest());
    generator.init(password, salt, rounds);
    var key = (KeyParameter) generator.generateDerivedMacParameters(hash.length * 8);
    return MessageDigest.isEqual(hash, key.getKey());
  }

  private Digest digest() {
    return switch (algorithm) {
      case "sha256" -> new SHA256Digest();
      case "sha512" -> new SHA512Digest();
      default -> new SHA1Digest();
    };
  }

  @Override
  public String toString() {
    return NAME + " " + algorithm + " i=" + rounds;
  }
}
