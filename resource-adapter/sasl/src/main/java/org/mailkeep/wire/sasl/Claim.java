package org.mailkeep.wire.sasl;

import java.util.List;

/// Who a client says it is, and its proof. Of passwords, proofs of SCRAM and tokens nothing has
/// been verified; certificates and tickets have been.
public sealed interface Claim {

  /// Whom it wants to act for; empty for itself.
  String authorize();

  /// The name that it goes by, for logs; may be empty.
  String login();

  /// What it proves it by.
  Proof proof();

  /// A name and a password.
  ///
  /// @param authorize prepared by [SaslPrep]; empty when the client wants to act for itself
  /// @param login prepared by [SaslPrep], not empty
  /// @param password as the client sent it
  record Password(String authorize, String login, String password) implements Claim {
    @Override
    public Proof proof() {
      return Proof.PASSWORD;
    }

    /// Without the password.
    @Override
    public String toString() {
      return "Password[authorize=" + authorize + ", login=" + login + "]";
    }
  }

  /// A proof of SCRAM-SHA-256 for this one exchange, which has been tied to its connection where
  /// client and server can.
  ///
  /// @param message AuthMessage of RFC 5802 §3
  /// @param clientProof ClientProof, to be checked by [ScramKeys#prove]
  record Scram(String authorize, String login, byte[] message, byte[] clientProof)
      implements Claim {
    @Override
    public Proof proof() {
      return Proof.SCRAM;
    }

    @Override
    public String toString() {
      return "Scram[authorize=" + authorize + ", login=" + login + "]";
    }
  }

  /// A bearer token.
  ///
  /// @param login whom it is said to be of; may be empty
  /// @param token opaque
  record Bearer(String login, String token) implements Claim {
    @Override
    public String authorize() {
      return "";
    }

    @Override
    public Proof proof() {
      return Proof.BEARER;
    }

    @Override
    public String toString() {
      return "Bearer[login=" + login + "]";
    }
  }

  /// The certificate of its side of TLS.
  ///
  /// @param names logins that the certificate vouches for, the likeliest first, at least one
  record Certificate(String authorize, List<String> names) implements Claim {
    /// Copies the names.
    public Certificate {
      names = List.copyOf(names);
    }

    @Override
    public String login() {
      return names.getFirst();
    }

    @Override
    public Proof proof() {
      return Proof.CERTIFICATE;
    }
  }

  /// A ticket of Kerberos.
  ///
  /// @param login the principal: `jane@EXAMPLE.ORG`
  record Kerberos(String authorize, String login) implements Claim {
    @Override
    public Proof proof() {
      return Proof.KERBEROS;
    }
  }
}
