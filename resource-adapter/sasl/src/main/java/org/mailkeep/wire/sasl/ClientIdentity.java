package org.mailkeep.wire.sasl;

import java.util.function.Supplier;

/// By what a client says who it is. Never printed.
public sealed interface ClientIdentity {

  /// A name and a password.
  ///
  /// @param authorize whom to act for; empty for oneself
  record Password(String authorize, String login, String password) implements ClientIdentity {
    /// For oneself.
    public Password(String login, String password) {
      this("", login, password);
    }

    @Override
    public String toString() {
      return "Password[authorize=" + authorize + ", login=" + login + "]";
    }
  }

  /// A bearer token.
  ///
  /// @param login whose it is
  record Token(String login, String token) implements ClientIdentity {
    @Override
    public String toString() {
      return "Token[login=" + login + "]";
    }
  }

  /// The certificate that TLS has shown.
  ///
  /// @param authorize whom to act for; empty for oneself
  record Certificate(String authorize) implements ClientIdentity {}

  /// A ticket of Kerberos.
  ///
  /// @param authorize whom to act for; empty for oneself
  /// @param context begins a context with the server as [KerberosLogin#towards] does
  record Kerberos(String authorize, Supplier<GssSteps> context) implements ClientIdentity {}
}
