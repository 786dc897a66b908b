package org.mailkeep.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// crypt(3) by DES: traditional, two characters of salt and eleven of hash, which sees eight
/// characters of a password; and extended as BSD/OS wrote it, `_` with four characters of rounds,
/// four of salt, eleven of hash. Read only, for accounts that come from elsewhere.
///
/// @param extended whether it sees the whole password
record DesCryptSecret(boolean extended, int rounds, int salt, String hash) implements StoredSecret {
  private static final Pattern TRADITIONAL = Pattern.compile("[./0-9A-Za-z]{13}");
  private static final Pattern EXTENDED = Pattern.compile("_[./0-9A-Za-z]{19}");
  private static final int TRADITIONAL_ROUNDS = 25;
  private static final int MAX_ROUNDS = 1_000_000;
  private static final int BLOCK = 8;

  /// @return null when the text is no such hash, or costs more than we pay
  static @Nullable DesCryptSecret read(String text) {
    if (TRADITIONAL.matcher(text).matches()) {
      return new DesCryptSecret(
          false, TRADITIONAL_ROUNDS, number(text.substring(0, 2)), text.substring(2));
    }
    if (!isExtended(text)) {
      return null;
    }
    int rounds = number(text.substring(1, 5));
    return rounds < 1 || rounds > MAX_ROUNDS
        ? null
        : new DesCryptSecret(true, rounds, number(text.substring(5, 9)), text.substring(9));
  }

  /// Whether a text has the form of an extended hash.
  static boolean isExtended(String text) {
    return EXTENDED.matcher(text).matches();
  }

  private static int number(String text) {
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      number |= CryptText.DIGITS.indexOf(text.charAt(i)) << (6 * i);
    }
    return number;
  }

  @Override
  public boolean matches(byte[] password) {
    long key = block(password, 0);
    for (int at = BLOCK; extended && at < password.length; at += BLOCK) {
      key = new DesCrypt(key).encrypt(key, 0, 1) ^ block(password, at);
    }
    String computed = text(new DesCrypt(key).encrypt(0, salt, rounds));
    return MessageDigest.isEqual(
        hash.getBytes(StandardCharsets.US_ASCII), computed.getBytes(StandardCharsets.US_ASCII));
  }

  /// Seven bits of each octet.
  private static long block(byte[] password, int from) {
    long block = 0;
    for (int at = from; at < from + BLOCK; at++) {
      int octet = at < password.length ? password[at] << 1 & 0xff : 0;
      block = (block << 8) | octet;
    }
    return block;
  }

  /// The high bits first, unlike the younger formats.
  private static String text(long bits) {
    var text = new StringBuilder(11);
    for (int shift = 58; shift > 0; shift -= 6) {
      text.append(CryptText.DIGITS.charAt((int) (bits >>> shift) & 63));
    }
    return text.append(CryptText.DIGITS.charAt((int) (bits << 2) & 63)).toString();
  }

  @Override
  public String toString() {
    return extended ? "bsdi-crypt rounds=" + rounds : "des-crypt";
  }
}
