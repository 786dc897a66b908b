package org.mailkeep.wire.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Names and secrets out of octets.
final class Texts {

  /// The most octets of a name or a password (RFC 4616 §2).
  static final int LONGEST = 255;

  private Texts() {}

  /// The text, when the octets are UTF-8 without NUL and not too many.
  static Optional<String> decode(byte[] octets, int from, int to) {
    return to - from > LONGEST ? Optional.empty() : strictly(octets, from, to);
  }

  /// The text, when the octets are UTF-8 without NUL.
  static Optional<String> strictly(byte[] octets, int from, int to) {
    try {
      var text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(octets, from, to - from))
              .toString();
      return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  /// A claim of these, names prepared.
  static ServerExchange.Step claim(String authorize, String login, String password) {
    var acts = SaslPrep.prepare(authorize);
    var name = SaslPrep.prepare(login);
    if (acts.isEmpty() || name.isEmpty() || name.get().isEmpty() || password.isEmpty()) {
      return new ServerExchange.Malformed("empty or forbidden name or password");
    }
    return new ServerExchange.Claimed(new Claim.Password(acts.get(), name.get(), password));
  }
}
