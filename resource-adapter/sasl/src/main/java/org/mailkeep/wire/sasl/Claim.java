package org.mailkeep.wire.sasl;

/// Who a client says it is, and its proof. Nothing here has been verified.
public sealed interface Claim {

  /// Whom it wants to act for; empty for itself.
  String authorize();

  /// A name and a password.
  ///
  /// @param authorize prepared by [SaslPrep]; empty when the client wants to act for itself
  /// @param login prepared by [SaslPrep], not empty
  /// @param password as the client sent it
  record Password(String authorize, String login, String password) implements Claim {
    /// Without the password.
    @Override
    public String toString() {
      return "Password[authorize=" + authorize + ", login=" + login + "]";
    }
  }
}
