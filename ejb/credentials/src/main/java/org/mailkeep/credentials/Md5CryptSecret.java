package org.mailkeep.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `$1$salt$hash` of crypt(3): MD5 a thousand times. Read only, for accounts that come from
/// elsewhere.
record Md5CryptSecret(byte[] salt, String hash) implements StoredSecret {
  private static final Pattern FORM = Pattern.compile("\\$1\\$([^$]{0,8})\\$([./0-9A-Za-z]{22})");
  private static final byte[] MAGIC = "$1$".getBytes(StandardCharsets.UTF_8);
  private static final int ROUNDS = 1_000;
  private static final int LENGTH = 16;

  /// @return null when the text is no such hash
  static @Nullable Md5CryptSecret read(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? new Md5CryptSecret(form.group(1).getBytes(StandardCharsets.UTF_8), form.group(2))
        : null;
  }

  @Override
  public boolean matches(byte[] password) {
    MessageDigest digest = Digests.of("MD5");
    byte[] result = start(digest, password);
    for (int round = 0; round < ROUNDS; round++) {
      boolean odd = (round & 1) != 0;
      digest.update(odd ? password : result);
      if (round % 3 != 0) {
        digest.update(salt);
      }
      if (round % 7 != 0) {
        digest.update(password);
      }
      digest.update(odd ? result : password);
      result = digest.digest();
    }
    return new CryptText(result)
        .three(0, 6, 12)
        .three(1, 7, 13)
        .three(2, 8, 14)
        .three(3, 9, 15)
        .three(4, 10, 5)
        .one(11)
        .is(hash);
  }

  private byte[] start(MessageDigest digest, byte[] password) {
    digest.update(password);
    digest.update(salt);
    byte[] alternate = digest.digest(password);
    digest.update(password);
    digest.update(MAGIC);
    digest.update(salt);
    for (int left = password.length; left > 0; left -= LENGTH) {
      digest.update(alternate, 0, Math.min(left, LENGTH));
    }
    for (int bits = password.length; bits != 0; bits >>>= 1) {
      digest.update((bits & 1) != 0 ? 0 : password[0]);
    }
    return digest.digest();
  }

  @Override
  public String toString() {
    return "md5-crypt";
  }
}
