package org.mailkeep.wire.sasl;

/// Where clients get tokens, which they are told when theirs is refused (RFC 7628 §3.2.2).
///
/// @param scope that a token needs, with blanks between; may be empty
/// @param discovery URL of the provider's discovery document; may be empty
public record TokenSource(String scope, String discovery) {
  /// Nobody knows.
  public static final TokenSource UNKNOWN = new TokenSource("", "");

  /// The error of OAUTHBEARER, in JSON.
  String standard() {
    return "{\"status\":\"invalid_token\""
        + member("scope", scope)
        + member("openid-configuration", discovery)
        + "}";
  }

  /// The error of XOAUTH2, in JSON.
  String google() {
    return "{\"status\":\"401\",\"schemes\":\"Bearer\""
        + member("scope", scope.isEmpty() ? "mail" : scope)
        + "}";
  }

  private static String member(String name, String value) {
    return value.isEmpty() ? "" : ",\"" + name + "\":\"" + escaped(value) + "\"";
  }

  /// RFC 8259 §7.
  private static String escaped(String text) {
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
