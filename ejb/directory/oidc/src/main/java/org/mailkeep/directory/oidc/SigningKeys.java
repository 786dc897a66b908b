package org.mailkeep.directory.oidc;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.Serial;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The keys with which a provider signs (RFC 7517), kept for a while. A key that is not among them
/// makes them be fetched anew, since a provider may have changed it, but not more often than now
/// and then: anybody can make up names of keys. Safe for many threads; one of them fetches.
final class SigningKeys implements JWKSource<SecurityContext> {
  private final ProviderClient client;
  private final Discovery discovery;
  private final OidcConfig.Bounds bounds;
  private final InstantSource clock;
  private final AtomicLong fetches = new AtomicLong();
  private final Fetching fetching;
  private volatile @Nullable Held held;
  private volatile @Nullable Instant missed;

  /// @param fetch the how many-th time it was that keys were fetched
  private record Held(JWKSet keys, Instant since, long fetch) {}

  /// A key is unknown, and it is too soon to ask again.
  static final class TooSoon extends KeySourceException {
    @Serial private static final long serialVersionUID = 1L;

    TooSoon() {
      super("the key is unknown, and keys were fetched a moment ago");
    }
  }

  SigningKeys(
      ProviderClient client, Discovery discovery, OidcConfig.Bounds bounds, InstantSource clock) {
    this.client = client;
    this.discovery = discovery;
    this.bounds = bounds;
    this.clock = clock;
    this.fetching = new Fetching(bounds.queue());
  }

  /// @throws KeySourceException with a [ProviderFailure] as its cause, or [TooSoon]
  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    try {
      Held now = held;
      if (now == null || isOlder(now.since(), bounds.keys())) {
        now = fetched(now);
      }
      List<JWK> found = selector.select(now.keys());
      if (!found.isEmpty()) {
        return found;
      }
      Instant last = missed;
      if (last != null && !isOlder(last, bounds.again())) {
        throw new TooSoon();
      }
      missed = clock.instant();
      return selector.select(fetched(now).keys());
    } catch (ProviderFailure e) {
      throw new KeySourceException(String.valueOf(e.getMessage()), e);
    }
  }

  /// Fetches keys, unless somebody has since.
  private Held fetched(@Nullable Held before) throws ProviderFailure {
    return fetching.alone(() -> {
      Held now = held;
      if (now == null || (before != null && now.fetch() == before.fetch())) {
        return fetch();
      }
      return now;
    });
  }

  /// Fetches keys now.
  ///
  /// @throws ProviderFailure also when there is none among them
  void refresh() throws ProviderFailure {
    fetch();
  }

  private Held fetch() throws ProviderFailure {
    URI place = discovery.endpoint("jwks_uri");
    var question = ProviderClient.question(place).GET().build();
    ProviderClient.Reply reply = client.ask(question);
    if (!reply.isGood()) {
      throw new ProviderFailure(place + ": answers with status " + reply.status());
    }
    try {
      JWKSet keys = JWKSet.parse(reply.body()).toPublicJWKSet();
      if (keys.isEmpty()) {
        throw new ProviderFailure(place + ": has no keys");
      }
      Held now = new Held(keys, clock.instant(), fetches.incrementAndGet());
      held = now;
      return now;
    } catch (ParseException e) {
      throw new ProviderFailure(place + ": is no set of keys", e);
    }
  }

  private boolean isOlder(Instant since, Duration age) {
    return !clock.instant().isBefore(since.plus(age));
  }
}
