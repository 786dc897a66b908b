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

  /// Stands for itself: a hash of a kind that the server knows, or where the server finds it.
  private static final Pattern READY =
      Pattern.compile(
          "\\$(argon2id?|argon2d|scrypt|pbkdf2[0-9a-z-]*|sha1|[156]|2[abxy]?)\\$.+"
              + "|(?i)\\{(ARGON2I?D?|S?MD5|S?SHA-?(1|256|512)?|[A-Z0-9]+-CRYPT|CRYPT|PLAIN|PLAIN-MD5"
              + "|CLEAR|CLEARTEXT|PBKDF2[A-Z0-9-]*|SCRYPT|SCRAM-SHA-[0-9]+)([.][A-Z0-9]+)?}.+"
              + "|%\\{[a-z]+:.+}%");

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
