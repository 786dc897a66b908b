package org.mailkeep.credentials;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The PHC string format: `$id[$v=version]$name=value,…$salt$hash`, base 64 without padding.
///
/// @param version 0 when it is not there
record PhcText(String id, int version, Map<String, Integer> parameters, byte[] salt, byte[] hash) {
  private static final int MAX_LENGTH = 1_000;

  /// @return null when the text is not of this form
  static @Nullable PhcText read(String text) {
    List<String> parts = List.of(text.split("\\$", -1));
    if (text.length() > MAX_LENGTH || parts.size() < 5 || !parts.getFirst().isEmpty()) {
      return null;
    }
    boolean versioned = parts.size() == 6 && parts.get(2).startsWith("v=");
    if (!versioned && parts.size() != 5) {
      return null;
    }
    try {
      int version = versioned ? Integer.parseInt(parts.get(2).substring(2)) : 0;
      List<String> rest = parts.subList(versioned ? 3 : 2, parts.size());
      return new PhcText(
          parts.get(1), version, numbers(rest.get(0)), octets(rest.get(1)), octets(rest.get(2)));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /// A parameter.
  ///
  /// @throws IllegalArgumentException when it is not there or out of its bounds
  int parameter(String name, int least, int most) {
    Integer value = parameters.get(name);
    if (value == null || value < least || value > most) {
      throw new IllegalArgumentException(name + "=" + value);
    }
    return value;
  }

  static String base64(byte[] octets) {
    return Base64.getEncoder().withoutPadding().encodeToString(octets);
  }

  private static Map<String, Integer> numbers(String text) {
    var numbers = new HashMap<String, Integer>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        numbers.put(part.substring(0, equals), Integer.valueOf(part.substring(equals + 1)));
      } else {
        numbers.put("i", Integer.valueOf(part));
      }
    }
    return numbers;
  }

  /// Base 64. QUIRK: some programs write password hashes with `.` for `+`.
  private static byte[] octets(String text) {
    return Base64.getDecoder().decode(text.replace('.', '+'));
  }
}
