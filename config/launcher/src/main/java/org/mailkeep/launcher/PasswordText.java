package org.mailkeep.launcher;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.mailkeep.kernel.Chance;

/// A password as the configuration has it: `$pbkdf2-sha512$i=210000$salt$hash` (RFC 8018 §5.2),
/// which the launcher can make without the archive's libraries.
final class PasswordText {
  private static final int ROUNDS = 210_000;
  private static final int SALT_OCTETS = 16;
  private static final int HASH_BITS = 256;

  /// Stands for itself: a hash, or where the server finds it.
  private static final Pattern READY =
      Pattern.compile("\\$[0-9a-z-]+\\$.+|\\{[0-9A-Za-z.-]+}.+|%\\{[a-z]+:.+}%");

  private PasswordText() {}

  /// The hash of a password; what is a hash already, or says where one is, stays as it is.
  static String of(String password) {
    if (READY.matcher(password).matches()) {
      return password;
    }
    byte[] salt = Chance.secure().octets(SALT_OCTETS);
    var key = new PBEKeySpec(password.toCharArray(), salt, ROUNDS, HASH_BITS);
    try {
      byte[] hash =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(key).getEncoded();
      return "$pbkdf2-sha512$i=" + ROUNDS + "$" + base64(salt) + "$" + base64(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      key.clearPassword();
    }
  }

  private static String base64(byte[] octets) {
    return Base64.getEncoder().withoutPadding().encodeToString(octets);
  }
}
