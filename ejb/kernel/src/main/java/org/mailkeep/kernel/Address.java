package org.mailkeep.kernel;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A mailbox address, `local@domain` (RFC 5321 §2.3.11, RFC 6531 §3.3): the local part as written
/// and unquoted, the domain in its canonical form.
///
/// @param local 1 to 64 octets of UTF-8, no control characters (RFC 5321 §4.5.3.1.1)
/// @param domain where it is
public record Address(String local, DomainName domain) {
  private static final int MAX_LOCAL = 64;
  private static final String ATEXT = "!#$%&'*+-/=?^_`{|}~";

  public Address {
    if (!validLocal(local)) {
      throw new IllegalArgumentException("not a local part: " + local);
    }
  }

  /// Reads `local@domain`, the local part quoted or not. Address literals are no addresses here.
  ///
  /// @return empty when the text is no address
  public static Optional<Address> parse(String text) {
    int at = text.lastIndexOf('@');
    if (at <= 0) {
      return Optional.empty();
    }
    String local = unquoted(text.substring(0, at));
    if (local == null || !validLocal(local)) {
      return Optional.empty();
    }
    return DomainName.parse(text.substring(at + 1)).map(domain -> new Address(local, domain));
  }

  /// Reads an address that is known to be good.
  ///
  /// @throws IllegalArgumentException when it is not
  public static Address of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not an address: " + text));
  }

  /// The form under which the directory looks an address up: lower case, NFC.
  public Address canonical() {
    String lower = Normalizer.normalize(local.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    return lower.equals(local) ? this : new Address(lower, domain);
  }

  /// Whether the local part has characters outside ASCII, so that it needs SMTPUTF8.
  public boolean needsUtf8() {
    return local.chars().anyMatch(c -> c > 127);
  }

  private static @Nullable String unquoted(String local) {
    if (!local.startsWith("\"")) {
      return dotAtom(local) ? local : null;
    }
    if (local.length() < 2 || !local.endsWith("\"")) {
      return null;
    }
    var plain = new StringBuilder(local.length());
    for (int i = 1; i < local.length() - 1; i++) {
      char c = local.charAt(i);
      if (c == '"') {
        return null;
      }
      if (c == '\\' && ++i == local.length() - 1) {
        return null;
      }
      plain.append(local.charAt(i));
    }
    return plain.toString();
  }

  private static boolean validLocal(String local) {
    return !local.isEmpty()
        && local.chars().allMatch(c -> c >= ' ' && c != 127)
        && local.getBytes(StandardCharsets.UTF_8).length <= MAX_LOCAL;
  }

  private static boolean dotAtom(String text) {
    boolean dot = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (dot) {
          return false;
        }
        dot = true;
      } else if (c > 127 || Character.isLetterOrDigit(c) || ATEXT.indexOf(c) >= 0) {
        dot = false;
      } else {
        return false;
      }
    }
    return !dot;
  }

  /// The address as it is written in protocols, the local part quoted where it must be.
  @Override
  public String toString() {
    if (dotAtom(local)) {
      return local + "@" + domain;
    }
    return "\"" + local.replace("\\", "\\\\").replace("\"", "\\\"") + "\"@" + domain;
  }
}
