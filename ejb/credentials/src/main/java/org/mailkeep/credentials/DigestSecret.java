package org.mailkeep.credentials;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A plain digest, as `{SHA}` and `{SSHA}` of LDAP directories (RFC 2307 §5.3): base 64 of the
/// digest and, behind it, the salt; without a salt also in hexadecimal.
record DigestSecret(String algorithm, byte[] digest, byte[] salt) implements StoredSecret {
  /// A reader of digests.
  ///
  /// @param algorithm as Java calls it
  /// @param length octets of a digest
  /// @param salted whether a salt follows
  static StoredSecret.Format format(String algorithm, int length, boolean salted) {
    return text -> read(text, algorithm, length, salted);
  }

  private static @Nullable DigestSecret read(
      String text, String algorithm, int length, boolean salted) {
    try {
      boolean hex = !salted && text.length() == 2 * length;
      byte[] octets = hex ? HexFormat.of().parseHex(text) : Base64.getDecoder().decode(text);
      if (salted ? octets.length <= length : octets.length != length) {
        return null;
      }
      return new DigestSecret(
          algorithm,
          Arrays.copyOf(octets, length),
          Arrays.copyOfRange(octets, length, octets.length));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public boolean matches(byte[] password) {
    MessageDigest computed = Digests.of(algorithm);
    computed.update(password);
    return MessageDigest.isEqual(digest, computed.digest(salt));
  }

  @Override
  public String toString() {
    return algorithm;
  }
}
