package org.mailkeep.directory.oidc;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.Chance;

/// Tokens that were good a short while ago, each under a MAC with a key that this process alone
/// has. None is good for longer than it says itself. Safe for many threads.
final class KnownTokens {
  private static final String ALGORITHM = "HmacSHA256";

  private final Cache<String, Known> tokens;
  private final SecretKeySpec key;

  /// @param until when it is over
  private record Known(Entry entry, Instant until) {}

  KnownTokens(Cache.Spec spec, Cache.Factory caches, Chance chance) {
    this.tokens = caches.create(spec);
    this.key = new SecretKeySpec(chance.octets(32), ALGORITHM);
  }

  /// Whose it was.
  Optional<Entry> find(String token, Instant now) {
    return Optional.ofNullable(tokens.get(proof(token)))
        .filter(known -> now.isBefore(known.until()))
        .map(Known::entry);
  }

  /// It was good.
  void wasGood(String token, Entry entry, Instant until) {
    tokens.put(proof(token), new Known(entry, until));
  }

  private String proof(String token) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }
}
