package org.mailkeep.directory.oidc;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a provider says of itself (OpenID Connect Discovery 1.0 §4), kept for a while. Safe for
/// many threads; one of them fetches.
final class Discovery {
  private static final String PLACE = "/.well-known/openid-configuration";

  private final ProviderClient client;
  private final String issuer;
  private final OidcConfig config;
  private final InstantSource clock;
  private final Fetching fetching;
  private volatile @Nullable Held held;

  private record Held(Map<String, Object> document, Instant since) {}

  /// @param issuer by which the provider calls itself
  Discovery(ProviderClient client, String issuer, OidcConfig config, InstantSource clock) {
    this.client = client;
    this.issuer = issuer;
    this.config = config;
    this.clock = clock;
    this.fetching = new Fetching(config.bounds().queue());
  }

  /// Where the document of an issuer is (§4.1).
  static String place(String issuer) {
    return (issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer) + PLACE;
  }

  /// An endpoint that the document names.
  ///
  /// @param name such as `jwks_uri`
  /// @throws ProviderFailure when there is none, or it cannot be fetched
  URI endpoint(String name) throws ProviderFailure {
    return find(name).orElseThrow(() -> new ProviderFailure(place(issuer) + ": has no " + name));
  }

  /// An endpoint that the document may name.
  ///
  /// @throws ProviderFailure when it cannot be fetched, or the endpoint is none
  Optional<URI> find(String name) throws ProviderFailure {
    Optional<String> text = ProviderClient.text(document(), name);
    Optional<URI> place = text.flatMap(said -> url(said, config.provider().plain()));
    if (text.isPresent() && place.isEmpty()) {
      throw new ProviderFailure(place(issuer) + ": " + name + " is no https URL");
    }
    return place;
  }

  /// Fetches it now.
  Map<String, Object> refresh() throws ProviderFailure {
    String place = place(issuer);
    var question = ProviderClient.question(URI.create(place)).GET().build();
    Map<String, Object> document = ProviderClient.object(place, client.ask(question));
    String said = ProviderClient.text(document, "issuer").orElse("");
    if (!said.equals(issuer)) { // §4.3
      throw new ProviderFailure(place + ": is of the issuer " + said + ", not of " + issuer);
    }
    held = new Held(document, clock.instant());
    return document;
  }

  private Map<String, Object> document() throws ProviderFailure {
    Held now = held;
    return now != null && isFresh(now) ? now.document() : fetching.alone(this::awaited);
  }

  private Map<String, Object> awaited() throws ProviderFailure {
    Held now = held;
    return now != null && isFresh(now) ? now.document() : refresh();
  }

  private boolean isFresh(Held document) {
    return clock.instant().isBefore(document.since().plus(config.bounds().keys()));
  }

  /// A URL that may be asked.
  ///
  /// @param plain whether it may be without TLS; on this machine it always may
  static Optional<URI> url(String text, boolean plain) {
    try {
      URI url = new URI(text);
      String host = url.getHost();
      if (host == null || url.getRawFragment() != null || url.getRawUserInfo() != null) {
        return Optional.empty();
      }
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      boolean may = scheme.equals("https") || (scheme.equals("http") && (plain || isHere(host)));
      return may ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isHere(String host) {
    return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
  }
}
