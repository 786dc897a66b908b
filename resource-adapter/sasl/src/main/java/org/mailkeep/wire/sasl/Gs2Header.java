package org.mailkeep.wire.sasl;

import java.util.Optional;

/// What the messages of younger mechanisms begin with (RFC 5801 §4): whether the exchange is tied
/// to the connection, and whom the client wants to act for.
///
/// @param flag `n`, `y` or `p=…`
/// @param authorize prepared; empty for oneself
/// @param text the header as it was sent, with both commas
record Gs2Header(String flag, String authorize, String text) {
  /// The header of a message; empty when it has none, or a bad one.
  static Optional<Gs2Header> of(String message) {
    int first = message.indexOf(',');
    int second = first < 0 ? -1 : message.indexOf(',', first + 1);
    if (second < 0) {
      return Optional.empty();
    }
    String flag = message.substring(0, first);
    String authorize = message.substring(first + 1, second);
    if (!flag.matches("n|y|p=[A-Za-z0-9.-]{1,40}")
        || !(authorize.isEmpty() || authorize.startsWith("a="))) {
      return Optional.empty();
    }
    String text = message.substring(0, second + 1);
    return authorize.isEmpty()
        ? Optional.of(new Gs2Header(flag, "", text))
        : name(authorize.substring(2)).map(name -> new Gs2Header(flag, name, text));
  }

  /// A header.
  static String write(String flag, String authorize) {
    return flag + "," + (authorize.isEmpty() ? "" : "a=" + escaped(authorize)) + ",";
  }

  /// saslname of RFC 5801 §4, prepared; empty when it is bad.
  static Optional<String> name(String escaped) {
    boolean bad = escaped.isEmpty() || escaped.replace("=2C", "").replace("=3D", "").contains("=");
    return bad || escaped.length() > Texts.LONGEST
        ? Optional.empty()
        : SaslPrep.prepare(escaped.replace("=2C", ",").replace("=3D", "="));
  }

  static String escaped(String name) {
    return name.replace("=", "=3D").replace(",", "=2C");
  }
}
