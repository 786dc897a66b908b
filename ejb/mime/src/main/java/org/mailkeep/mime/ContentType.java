package org.mailkeep.mime;

import java.util.Optional;

/// A media type (RFC 2045 §5).
///
/// @param type in lower case, such as `text`
/// @param subtype in lower case, such as `plain`
public record ContentType(String type, String subtype, Parameters parameters) {
  /// What an entity without a Content-Type is (RFC 2045 §5.2).
  public static final ContentType TEXT_PLAIN = new ContentType("text", "plain", Parameters.NONE);

  /// What an entity of multipart/digest without a Content-Type is (RFC 2046 §5.1.5).
  public static final ContentType MESSAGE = new ContentType("message", "rfc822", Parameters.NONE);

  /// What we take a container for whose inside is not noted.
  static final ContentType OPAQUE = new ContentType("application", "octet-stream", Parameters.NONE);

  /// Whether this is `type/*`; the argument in lower case.
  public boolean is(String wanted) {
    return type.equals(wanted);
  }

  /// Whether this is `type/subtype`; the arguments in lower case.
  public boolean is(String wanted, String wantedSubtype) {
    return type.equals(wanted) && subtype.equals(wantedSubtype);
  }

  /// The charset parameter, when there is one.
  public Optional<String> charset() {
    return parameters.value("charset");
  }

  /// Whether the body is a message with a header of its own (RFC 2046 §5.2.1, RFC 6532 §3.7).
  public boolean isMessage() {
    return type.equals("message") && (subtype.equals("rfc822") || subtype.equals("global"));
  }
}
