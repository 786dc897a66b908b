package org.mailkeep.directory.api.foreign;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.Chance;

/// Logins that succeeded a short while ago, each under a MAC of name and password with a key that
/// this process alone has: what the cache holds is of no use to anyone else. Safe for many threads.
public final class KnownLogins {
  private static final String ALGORITHM = "HmacSHA256";

  private final Cache<String, Entry> logins;
  private final ConcurrentMap<String, CompletableFuture<Boolean>> asking =
      new ConcurrentHashMap<>();
  private final SecretKeySpec key;

  /// @param bounds how long logins are remembered
  public KnownLogins(CacheBounds bounds, Cache.Factory caches, Chance chance) {
    this.logins = caches.create(bounds.logins());
    this.key = new SecretKeySpec(chance.octets(32), ALGORITHM);
  }

  /// What becomes of a login. Of many who try the same at once one asks, as after a restart when
  /// all clients come back; the others are let in when that was right, and ask themselves when it
  /// was not, since what was right once need not be right twice.
  ///
  /// @param known lets in whoever is remembered
  /// @param question asks the directory
  <T> T login(String login, String password, Function<Entry, T> known, Supplier<T> question) {
    String key = proof(login, password);
    Entry before = logins.get(key);
    if (before != null) {
      return known.apply(before);
    }
    var mine = new CompletableFuture<Boolean>();
    CompletableFuture<Boolean> others = asking.putIfAbsent(key, mine);
    try {
      if (others != null) {
        others.join();
      }
      Entry meanwhile = logins.get(key);
      return meanwhile == null ? question.get() : known.apply(meanwhile);
    } finally {
      asking.remove(key, mine);
      mine.complete(true);
    }
  }

  /// It was right.
  void succeeded(String login, String password, Entry entry) {
    logins.put(proof(login, password), entry);
  }

  private String proof(String login, String password) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      for (String text : new String[] {login, password}) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, octets.length));
        mac.update(octets);
      }
      return Base64.getEncoder().encodeToString(mac.doFinal());
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }
}
