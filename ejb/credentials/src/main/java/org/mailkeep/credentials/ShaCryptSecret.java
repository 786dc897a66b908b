package org.mailkeep.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `$5$` and `$6$` of crypt(3): "Unix crypt using SHA-256 and SHA-512", the public specification by
/// Ulrich Drepper. Step numbers below are its own.
///
/// @param wide whether it is SHA-512
record ShaCryptSecret(boolean wide, int rounds, byte[] salt, String hash) implements StoredSecret {
  private static final Pattern FORM =
      Pattern.compile("\\$([56])\\$(?:rounds=(\\d{1,9})\\$)?([^$]{0,16})[^$]*\\$([./0-9A-Za-z]+)");
  private static final int DEFAULT_ROUNDS = 5_000;
  private static final int MIN_ROUNDS = 1_000;
  private static final int MAX_ROUNDS = 10_000_000;

  /// @return null when the text is no such hash, or costs more than we pay
  static @Nullable ShaCryptSecret read(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    String asked = form.group(2);
    int rounds = asked == null ? DEFAULT_ROUNDS : Math.max(MIN_ROUNDS, Integer.parseInt(asked));
    if (rounds > MAX_ROUNDS) {
      return null;
    }
    byte[] salt = form.group(3).getBytes(StandardCharsets.UTF_8);
    return new ShaCryptSecret(form.group(1).equals("6"), rounds, salt, form.group(4));
  }

  @Override
  public boolean matches(byte[] password) {
    MessageDigest digest = Digests.of(wide ? "SHA-512" : "SHA-256");
    byte[] start = start(digest, password);
    byte[] p = repeated(timesDigested(digest, password, password.length), password.length); // 13-16
    byte[] s = repeated(timesDigested(digest, salt, 16 + (start[0] & 0xff)), salt.length); // 17-20
    byte[] result = start;
    for (int round = 0; round < rounds; round++) { // 21
      boolean odd = (round & 1) != 0;
      digest.update(odd ? p : result);
      if (round % 3 != 0) {
        digest.update(s);
      }
      if (round % 7 != 0) {
        digest.update(p);
      }
      digest.update(odd ? result : p);
      result = digest.digest();
    }
    return text(result).is(hash);
  }

  /// Steps 1 to 12.
  private byte[] start(MessageDigest digest, byte[] password) {
    digest.update(password);
    digest.update(salt);
    byte[] alternate = digest.digest(password);
    digest.update(password);
    digest.update(salt);
    digest.update(repeated(alternate, password.length));
    for (int bits = password.length; bits != 0; bits >>>= 1) {
      digest.update((bits & 1) != 0 ? alternate : password);
    }
    return digest.digest();
  }

  private static byte[] timesDigested(MessageDigest digest, byte[] octets, int times) {
    for (int i = 0; i < times; i++) {
      digest.update(octets);
    }
    return digest.digest();
  }

  private static byte[] repeated(byte[] octets, int length) {
    var repeated = new byte[length];
    for (int i = 0; i < length; i++) {
      repeated[i] = octets[i % octets.length];
    }
    return repeated;
  }

  /// Step 22.
  private CryptText text(byte[] octets) {
    var text = new CryptText(octets);
    int third = wide ? 21 : 10;
    int a = 0;
    int b = third;
    int c = 2 * third;
    for (int i = 0; i < third; i++) {
      text.three(a, b, c);
      int nextA = (wide ? b : c) + 1;
      int nextB = (wide ? c : a) + 1;
      c = (wide ? a : b) + 1;
      a = nextA;
      b = nextB;
    }
    return wide ? text.one(63) : text.two(31, 30);
  }

  @Override
  public String toString() {
    return (wide ? "sha512-crypt" : "sha256-crypt") + " rounds=" + rounds;
  }
}
