package org.mailkeep.directory.oidc;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.kernel.ServerTrust;

/// How a provider is asked, and what its answers mean.
///
/// @param provider where it is
/// @param judged what judges tokens
/// @param demands what a token must say
/// @param meaning what its claims mean
/// @param bounds how much and how long
record OidcConfig(
    Provider provider, Method judged, Demands demands, Meaning meaning, Bounds bounds) {
  /// Where a provider is: at least one of both.
  ///
  /// @param issuer by which it calls itself, and where its discovery document is
  /// @param endpoint that judges tokens; empty for the one of the discovery document
  /// @param plain whether it may be asked without TLS
  /// @param trust whose certificates are taken for its
  record Provider(
      Optional<String> issuer, Optional<URI> endpoint, boolean plain, ServerTrust trust) {}

  /// What judges tokens.
  sealed interface Method {
    /// Their signature, by the provider's keys.
    record Signature() implements Method {}

    /// The provider's introspection.
    record Introspect(Authorization as) implements Method {}

    /// That the provider tells whose they are.
    record Userinfo() implements Method {}
  }

  /// As whom a provider is asked.
  sealed interface Authorization {
    /// By a client's name and secret (RFC 6749 §2.3.1).
    record Basic(String user, String secret) implements Authorization {
      @Override
      public String toString() {
        return "Basic[user=" + user + "]";
      }
    }

    /// By a token of ours.
    record Bearer(String token) implements Authorization {
      @Override
      public String toString() {
        return "Bearer";
      }
    }

    /// By the very token that is judged.
    record UserToken() implements Authorization {}

    /// As nobody.
    record Nobody() implements Authorization {}
  }

  /// What a token must say.
  ///
  /// @param audience one of these it must be for; empty for any
  /// @param scopes all of these it must have
  /// @param skew by how much the provider's clock may differ from ours
  record Demands(Set<String> audience, Set<String> scopes, Duration skew) {
    Demands {
      audience = Set.copyOf(audience);
      scopes = Set.copyOf(scopes);
    }
  }

  /// What claims mean: their names, or paths of names with dots between.
  ///
  /// @param groups empty when groups give no roles
  /// @param domain of login names that have none, and whose addresses login names are
  /// @param roles names of the roles that a group gives
  record Meaning(
      String username,
      String email,
      String name,
      Optional<String> groups,
      Optional<DomainName> domain,
      Map<String, Set<String>> roles) {
    Meaning {
      roles = Map.copyOf(roles);
    }
  }

  /// How much and how long.
  ///
  /// @param connect how long connecting may take
  /// @param answer how long an answer may take, all of it
  /// @param octets that an answer has at most
  /// @param connections how many questions are asked at once
  /// @param queue how long a question waits for others
  /// @param keys how long keys and the discovery document are used
  /// @param again after which keys are fetched anew for one that is unknown
  record Bounds(
      Duration connect,
      Duration answer,
      int octets,
      int connections,
      Duration queue,
      Duration keys,
      Duration again) {}
}
