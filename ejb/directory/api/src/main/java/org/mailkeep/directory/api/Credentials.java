package org.mailkeep.directory.api;

/// What a client presents to prove who it is. Never printed.
public sealed interface Credentials {
  /// A name and a password (LOGIN, SASL PLAIN, HTTP Basic).
  ///
  /// @param login as the client wrote it
  /// @param password as the client wrote it
  record Password(String login, String password) implements Credentials {
    @Override
    public String toString() {
      return "Password[login=" + login + "]";
    }
  }

  /// A bearer token (SASL OAUTHBEARER and XOAUTH2, HTTP Bearer).
  ///
  /// @param login as the client wrote it, or empty when the token alone says who it is
  /// @param token opaque
  record Bearer(String login, String token) implements Credentials {
    @Override
    public String toString() {
      return "Bearer[login=" + login + "]";
    }
  }
}
