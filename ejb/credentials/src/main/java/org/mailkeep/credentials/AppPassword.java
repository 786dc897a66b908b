package org.mailkeep.credentials;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A password for one program: `$app$name$secret`, or `$app$name;expires=2027-01-01T00:00:00Z$…`.
/// It wants no code of an authenticator app, since programs have none. Never printed.
///
/// @param name which program it is for
/// @param expires from when on it is nobody's, or null
/// @param secret what is stored of the password, in any format
public record AppPassword(String name, @Nullable Instant expires, String secret) {
  private static final String BEGIN = "$app$";
  private static final String EXPIRES = ";expires=";
  private static final int LONGEST_NAME = 255;

  public AppPassword {
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.contains("$")
        || name.contains(EXPIRES)
        || secret.isEmpty()) {
      throw new IllegalArgumentException("an application password without name or secret");
    }
  }

  /// Whether a text is to be read as such, well formed or not.
  public static boolean begins(String text) {
    return text.startsWith(BEGIN);
  }

  /// Reads the stored form; empty when it is not of this form.
  public static Optional<AppPassword> read(String text) {
    int end = text.indexOf('$', BEGIN.length());
    if (!begins(text) || end < 0) {
      return Optional.empty();
    }
    String label = text.substring(BEGIN.length(), end);
    int at = label.indexOf(EXPIRES);
    try {
      return Optional.of(
          at < 0
              ? new AppPassword(label, null, text.substring(end + 1))
              : new AppPassword(
                  label.substring(0, at),
                  Instant.parse(label.substring(at + EXPIRES.length())),
                  text.substring(end + 1)));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /// Whether it still holds.
  public boolean holds(Instant now) {
    return expires == null || now.isBefore(expires);
  }

  /// The same with another secret.
  public AppPassword withSecret(String value) {
    return new AppPassword(name, expires, value);
  }

  /// The form that is stored.
  public String stored() {
    return BEGIN + name + (expires == null ? "" : EXPIRES + expires) + "$" + secret;
  }

  @Override
  public String toString() {
    return "AppPassword[name=" + name + ", expires=" + expires + "]";
  }
}
