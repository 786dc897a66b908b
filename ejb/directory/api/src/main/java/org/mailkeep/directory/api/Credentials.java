package org.mailkeep.directory.api;

import org.mailkeep.wire.sasl.Proof;

/// What a client presents to prove who it is. Never printed.
public sealed interface Credentials {
  /// As the client wrote it; may be empty when the rest tells who it is.
  String login();

  /// What is presented.
  Proof kind();

  /// A name and a password (LOGIN, SASL PLAIN, HTTP Basic).
  ///
  /// @param login as the client wrote it
  /// @param password as the client wrote it
  record Password(String login, String password) implements Credentials {
    @Override
    public Proof kind() {
      return Proof.PASSWORD;
    }

    @Override
    public String toString() {
      return "Password[login=" + login + "]";
    }
  }

  /// A proof that a client knows the password, made for one exchange (RFC 7677). The directory
  /// judges it by the keys that it has now.
  ///
  /// @param login as the client wrote it
  /// @param message what was said in the exchange
  /// @param proof ClientProof
  record Scram(String login, byte[] message, byte[] proof) implements Credentials {
    @Override
    public Proof kind() {
      return Proof.SCRAM;
    }

    @Override
    public String toString() {
      return "Scram[login=" + login + "]";
    }
  }

  /// A bearer token (SASL OAUTHBEARER and XOAUTH2, HTTP Bearer).
  ///
  /// @param login as the client wrote it, or empty when the token alone says who it is
  /// @param token opaque
  record Bearer(String login, String token) implements Credentials {
    @Override
    public Proof kind() {
      return Proof.BEARER;
    }

    @Override
    public String toString() {
      return "Bearer[login=" + login + "]";
    }
  }

  /// Somebody whom others vouch for: the authority that signed a certificate, or a realm of
  /// Kerberos. That has been checked; whether there is such a login has not.
  ///
  /// @param login whom they vouch for
  /// @param kind `CERTIFICATE` or `KERBEROS`
  record Vouched(String login, Proof kind) implements Credentials {}
}
