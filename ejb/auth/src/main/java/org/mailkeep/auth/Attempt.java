package org.mailkeep.auth;

import java.net.InetAddress;
import java.util.Optional;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.wire.sasl.Claim;

/// Someone wants to log in.
///
/// @param session number of the connection, 0 where there is none
/// @param protocol for events: `imap`
/// @param remote where they are
/// @param login whom they claim to be; empty when the proof alone tells
/// @param password the name and password by which they prove it, when they do so and want to act
///   for nobody else
public record Attempt(
    long session,
    String protocol,
    InetAddress remote,
    String login,
    Optional<Credentials.Password> password) {

  /// By SASL.
  public static Attempt of(long session, String protocol, InetAddress remote, Claim claim) {
    return new Attempt(
        session,
        protocol,
        remote,
        claim.login(),
        claim instanceof Claim.Password(var authorize, var login, var password)
                && (authorize.isEmpty() || authorize.equalsIgnoreCase(login))
            ? Optional.of(new Credentials.Password(login, password))
            : Optional.empty());
  }

  /// By what else carries credentials.
  public static Attempt of(
      long session, String protocol, InetAddress remote, Credentials credentials) {
    return new Attempt(
        session,
        protocol,
        remote,
        credentials.login(),
        credentials instanceof Credentials.Password password
            ? Optional.of(password)
            : Optional.empty());
  }
}
