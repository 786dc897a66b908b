package org.mailkeep.wire.sasl;

import org.ietf.jgss.GSSException;

/// One side of a context of GSS-API (RFC 4752 §3), with whatever identity it needs. Used by one
/// thread.
public interface GssSteps {
  /// Goes on with the peer's token; the initiator begins with one of no octets.
  ///
  /// @return the token for the peer; of no octets when there is none
  byte[] step(byte[] token) throws GSSException;

  /// Whether both know each other.
  boolean isEstablished();

  /// A message whose sender the peer can be sure of.
  byte[] wrap(byte[] message) throws GSSException;

  /// What the peer wrapped.
  byte[] unwrap(byte[] message) throws GSSException;

  /// The initiator's name: `jane@EXAMPLE.ORG`.
  String initiator() throws GSSException;

  /// It is over.
  void dispose();
}
