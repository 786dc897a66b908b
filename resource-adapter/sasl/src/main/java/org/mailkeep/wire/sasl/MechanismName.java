package org.mailkeep.wire.sasl;

import java.util.List;

/// Mechanisms by the names that settings have for them, the preferred one first.
public enum MechanismName {
  /// RFC 7677, tied to the connection.
  SCRAM_SHA_256_PLUS,
  /// RFC 7677.
  SCRAM_SHA_256,
  /// RFC 4422, appendix A.
  EXTERNAL,
  /// RFC 4752.
  GSSAPI,
  /// RFC 7628.
  OAUTHBEARER,
  /// Google's.
  XOAUTH2,
  /// RFC 4616.
  PLAIN,
  /// draft-murchison-sasl-login-00.
  LOGIN;

  /// The name that clients know: `SCRAM-SHA-256`.
  public String text() {
    return name().replace('_', '-');
  }

  /// All of them.
  public static List<MechanismName> all() {
    return List.of(values());
  }
}
