package org.mailkeep.kernel;

/// The text form of ids: lower-case base 32 without look-alikes, as protocols show them.
public final class Ids {
  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

  private Ids() {}

  /// Text of an id, without leading zeros.
  ///
  /// @param value not negative
  public static String text(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("negative id: " + value);
    }
    var text = new StringBuilder(13);
    long rest = value;
    do {
      text.append(DIGITS.charAt((int) (rest & 31)));
      rest >>>= 5;
    } while (rest != 0);
    return text.reverse().toString();
  }

  /// The id that a text stands for.
  ///
  /// @throws IllegalArgumentException when the text is no id
  public static long parse(String text) {
    if (text.isEmpty() || text.length() > 13) {
      throw new IllegalArgumentException("not an id: " + text);
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = DIGITS.indexOf(text.charAt(i));
      if (digit < 0 || value > (Long.MAX_VALUE >>> 5)) {
        throw new IllegalArgumentException("not an id: " + text);
      }
      value = (value << 5) | digit;
    }
    return value;
  }
}
