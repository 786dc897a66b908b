package org.mailkeep.wire.sasl;

/// Kinds of what clients prove by who they are.
public enum Proof {
  /// A name and a password.
  PASSWORD,
  /// What only somebody can make who knows the password, by SCRAM-SHA-256.
  SCRAM,
  /// A bearer token.
  BEARER,
  /// A certificate, checked by the connection's TLS.
  CERTIFICATE,
  /// A ticket of Kerberos, checked with the server's key.
  KERBEROS
}
