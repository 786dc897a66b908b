package org.mailkeep.services;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.mailkeep.directory.api.Credentials;

/// Reads the field `Authorization` of a request (RFC 9110 §11.6.2).
///
/// Tickets of Kerberos need a key to be read, and may be answered; [#ticket] finds them.
final class AuthorizationField {
  private static final int MAX_LENGTH = 16_384;
  private static final String NEGOTIATE = "negotiate ";

  private AuthorizationField() {}

  /// @return empty when it is none of ours
  static Optional<Credentials> read(String field) {
    int space = field.indexOf(' ');
    if (space < 0 || field.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String rest = field.substring(space + 1).strip();
    return switch (field.substring(0, space).toLowerCase(Locale.ROOT)) {
      case "basic" -> basic(rest);
      case "bearer" -> Optional.of(new Credentials.Bearer("", rest));
      default -> Optional.empty();
    };
  }

  /// The token of Negotiate (RFC 4559 §4.2); empty when it is something else.
  static Optional<byte[]> ticket(String field) {
    if (!field.regionMatches(true, 0, NEGOTIATE, 0, NEGOTIATE.length())
        || field.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getDecoder().decode(field.substring(NEGOTIATE.length()).strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// RFC 7617 §2, in UTF-8 as its §2.1 lets us ask for.
  private static Optional<Credentials> basic(String base64) {
    try {
      byte[] octets = Base64.getDecoder().decode(base64);
      String both = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
      int colon = both.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(
              new Credentials.Password(both.substring(0, colon), both.substring(colon + 1)));
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
