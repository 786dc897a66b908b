package org.mailkeep.credentials;

import java.util.Optional;
import org.mailkeep.kernel.Chance;

/// What a new password must be like.
///
/// @param minLength characters at least
/// @param maxLength characters at most; longer ones are also refused at login
public record PasswordRules(int minLength, int maxLength) {
  private static final String DIGITS = "23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final int GENERATED = 20;

  public PasswordRules {
    if (minLength < 1 || maxLength < Math.max(minLength, GENERATED)) {
      throw new IllegalArgumentException(
          "passwords of " + minLength + " to " + maxLength + " characters");
    }
  }

  /// What is wrong with a new password, readable; empty when it is good.
  public Optional<String> problem(String password) {
    int length = password.codePointCount(0, password.length());
    if (length < minLength) {
      return Optional.of("must have at least " + minLength + " characters");
    }
    if (length > maxLength) {
      return Optional.of("must have at most " + maxLength + " characters");
    }
    return password.codePoints().anyMatch(Character::isISOControl)
        ? Optional.of("must not have control characters") // RFC 8265 §4.2.2
        : Optional.empty();
  }

  /// Whether a password is too long to be anyone's.
  public boolean tooLong(String password) {
    return password.codePointCount(0, password.length()) > maxLength;
  }

  /// A password that nobody guesses: 20 letters and digits without look-alikes, over 110 bits.
  public static String generated(Chance chance) {
    var password = new StringBuilder(GENERATED);
    while (password.length() < GENERATED) {
      for (byte octet : chance.octets(GENERATED)) {
        int digit = octet & 63;
        if (digit < DIGITS.length() && password.length() < GENERATED) {
          password.append(DIGITS.charAt(digit));
        }
      }
    }
    return password.toString();
  }
}
