package org.mailkeep.credentials;

/// What [Passwords#verify] found out.
public sealed interface Verdict {
  /// It is the password of one of the secrets. Never printed.
  ///
  /// @param stored the secret
  /// @param password without a code that stood behind it
  /// @param once whether the client's text held once only, since it had a code
  /// @param outdated whether secrets made of it now would be better than those that are stored
  record Right(String stored, String password, boolean once, boolean outdated) implements Verdict {
    @Override
    public String toString() {
      return "Right[once=" + once + ", outdated=" + outdated + "]";
    }
  }

  /// It is not, or its code is not.
  record Wrong() implements Verdict {}

  /// It was not checked: too many are being checked already.
  record Busy() implements Verdict {}
}
