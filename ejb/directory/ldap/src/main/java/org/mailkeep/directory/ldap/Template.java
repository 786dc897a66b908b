package org.mailkeep.directory.ldap;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// A filter or a name with places for what a client wrote: `?` and `{username}` for all of it,
/// `{local}` for the part before `@` or behind `DOMAIN\`, `{domain}` for the other part.
///
/// @param text with the places
record Template(String text) {
  private static final String SPECIAL_IN_NAMES = "\"+,;<>\\=";

  /// Whether there is a place.
  boolean hasPlace() {
    return text.contains("?")
        || text.contains("{username}")
        || text.contains("{local}")
        || text.contains("{dn}");
  }

  /// As a filter (RFC 4515).
  String filter(String value) {
    return filled(value, Template::escapedInFilter);
  }

  /// As what a client binds with: a DN (RFC 4514), or a name like `user@domain`.
  String name(String value) {
    return filled(value, text.contains("=") ? Template::escapedInName : UnaryOperator.identity());
  }

  private String filled(String value, UnaryOperator<String> escape) {
    int at = value.lastIndexOf('@');
    int slash = at < 0 ? value.indexOf('\\') : -1;
    String local = at >= 0 ? value.substring(0, at) : value.substring(slash + 1);
    String domain = at >= 0 ? value.substring(at + 1) : value.substring(0, Math.max(0, slash));
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int length = 1;
      if (text.charAt(i) == '?') {
        out.append(escape.apply(value));
      } else if (text.startsWith("{username}", i)) {
        length = "{username}".length();
        out.append(escape.apply(value));
      } else if (text.startsWith("{dn}", i)) {
        length = "{dn}".length();
        out.append(escape.apply(value));
      } else if (text.startsWith("{local}", i)) {
        length = "{local}".length();
        out.append(escape.apply(local));
      } else if (text.startsWith("{domain}", i)) {
        length = "{domain}".length();
        out.append(escape.apply(domain));
      } else {
        out.append(text.charAt(i));
      }
      i += length;
    }
    return out.toString();
  }

  /// RFC 4515 §3: all that is not plain ASCII becomes `\` and two digits for each octet.
  private static String escapedInFilter(String value) {
    var out = new StringBuilder(value.length() + 16);
    for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      if (c < ' ' || c > '~' || c == '*' || c == '(' || c == ')' || c == '\\') {
        out.append(hex(octet));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /// RFC 4514 §2.4.
  private static String escapedInName(String value) {
    var out = new StringBuilder(value.length() + 16);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean edge = i == 0 || i == value.length() - 1;
      if (c < ' ' || c == 0x7f) {
        out.append(hex((byte) c));
      } else if (SPECIAL_IN_NAMES.indexOf(c) >= 0 || (i == 0 && c == '#') || (edge && c == ' ')) {
        out.append('\\').append(c);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String hex(byte octet) {
    return String.format(Locale.ROOT, "\\%02x", octet);
  }
}
