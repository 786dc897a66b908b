package org.mailkeep.directory.api;

import java.net.URI;

/// Where people sign in with a browser, by OpenID Connect's authorization code flow with PKCE
/// (OpenID Connect Core 1.0 §3.1, RFC 7636). Safe for many threads.
public interface SignInProvider extends AutoCloseable {
  /// By which it calls itself in `iss` of its answers (RFC 9207 §2).
  String issuer();

  /// Where the browser is sent; found, or unavailable.
  Answer<URI> entrance(Visit visit);

  /// Takes tokens for the code with which the browser came back, and sees that they are of this
  /// visit.
  Redeemed redeem(String code, Visit visit);

  /// Where a browser ends its session at the provider (OpenID Connect RP-Initiated Logout 1.0 §2);
  /// unknown when the provider has no such place.
  ///
  /// @param idToken of the session that ends
  /// @param back where the browser comes back to
  Answer<URI> exit(String idToken, URI back);

  @Override
  void close();

  /// One visit of a browser: what it must come back with, and what it does not know.
  ///
  /// @param back where the browser comes back to
  /// @param state that it brings back
  /// @param nonce that the ID token names
  /// @param verifier by which the code is ours (RFC 7636 §4.1)
  record Visit(URI back, String state, String nonce, String verifier) {
    @Override
    public String toString() {
      return "Visit[back=" + back + "]";
    }
  }

  /// What comes of a code.
  sealed interface Redeemed {
    /// Tokens, which belong together and to the visit.
    ///
    /// @param access tells who it is, as a bearer token does everywhere
    /// @param id names the session at the provider
    record Tokens(String access, String id) implements Redeemed {
      @Override
      public String toString() {
        return "Tokens";
      }
    }

    /// It is good for nothing.
    ///
    /// @param reason for the log
    record Refused(String reason) implements Redeemed {}

    /// Nobody can say now.
    ///
    /// @param reason for the log
    record Unavailable(String reason) implements Redeemed {}
  }
}
