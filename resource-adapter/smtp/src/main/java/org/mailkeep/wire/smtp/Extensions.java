package org.mailkeep.wire.smtp;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a server said it can do (RFC 5321 §4.1.1.1).
///
/// @param keywords with their parameters, keywords in upper case
public record Extensions(Map<String, String> keywords) {
  /// A server that knows no extensions.
  public static final Extensions NONE = new Extensions(Map.of());

  /// Copies the map.
  public Extensions {
    keywords = Map.copyOf(keywords);
  }

  /// Reads a reply to EHLO or LHLO.
  static Extensions of(SmtpReply reply) {
    var found = new HashMap<String, String>();
    for (String line : reply.lines().subList(1, reply.lines().size())) {
      int space = line.indexOf(' ');
      String keyword = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
      found.put(keyword, space < 0 ? "" : line.substring(space + 1).strip());
    }
    return new Extensions(found);
  }

  /// Whether a keyword was there.
  public boolean has(String keyword) {
    return keywords.containsKey(keyword);
  }

  /// The largest message, 0 when not said or unlimited (RFC 1870 §3).
  public long maxSize() {
    String size = keywords.getOrDefault("SIZE", "");
    return ParameterParser.isNumber(size, 18) ? Long.parseLong(size) : 0;
  }

  /// The SASL mechanisms that AUTH offers (RFC 4954 §3).
  public List<String> mechanisms() {
    return Arrays.stream(keywords.getOrDefault("AUTH", "").split(" ", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
