package org.mailkeep.pop3;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.mime.HeaderWriter;

/// Rewrites Content-Type and Content-Disposition with values outside ASCII: such values are told by
/// percent signs (RFC 2231 §4), parameters whose names are not ASCII are left out.
final class MimeParameters {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private MimeParameters() {}

  /// @param text of the field, unfolded
  /// @return empty when what stands before the parameters is not ASCII
  static Optional<String> rewritten(String name, String text) {
    List<String> sections = sections(text);
    if (!isAscii(sections.getFirst())) {
      return Optional.empty();
    }
    Set<String> there = extendedNames(sections);
    List<String> kept = new ArrayList<>();
    for (String section : sections) {
      if (isAscii(section)) {
        kept.add(section.strip());
      } else {
        extended(section, there).ifPresent(kept::add);
      }
    }
    return Optional.of(new HeaderWriter(false).field(name, String.join("; ", kept)).toString());
  }

  /// What semicolons separate, but for those within quotes.
  private static List<String> sections(String text) {
    List<String> sections = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ';' && !quoted) {
        sections.add(text.substring(start, i));
        start = i + 1;
      }
    }
    sections.add(text.substring(start));
    return sections;
  }

  // extended-parameter := attribute "*=" charset "'" language "'" *(ext-octet / attribute-char)
  private static Optional<String> extended(String section, Set<String> there) {
    int equals = section.indexOf('=');
    String name = equals < 0 ? "" : section.substring(0, equals).strip();
    if (name.isEmpty()
        || !isAscii(name)
        || name.indexOf('*') >= 0
        || there.contains(name.toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    String value = section.substring(equals + 1).strip();
    if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
      value = value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
    }
    StringBuilder percents = new StringBuilder(name + "*=UTF-8''");
    for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
      if (isAttribute(octet)) {
        percents.append((char) octet);
      } else {
        percents.append('%').append(HEX.toHexDigits(octet));
      }
    }
    return Optional.of(percents.toString());
  }

  /// Names of parameters whose values stand there in their extended form, too.
  private static Set<String> extendedNames(List<String> sections) {
    Set<String> names = new HashSet<>();
    for (String section : sections) {
      int star = section.indexOf('*');
      if (star >= 0) {
        names.add(section.substring(0, star).strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  private static boolean isAttribute(byte octet) {
    return (octet >= '0' && octet <= '9')
        || (octet >= 'A' && octet <= 'Z')
        || (octet >= 'a' && octet <= 'z')
        || octet == '.'
        || octet == '-'
        || octet == '_';
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }
}
