package org.mailkeep.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailkeep.auth.BrowserSettings.BrowserRules;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.LookupStore;

/// Sessions of browsers, in the store of look-ups, so that all nodes know them. A session is found
/// by its cookie, of which the store has a hash alone. It is two keys: what it is, until its
/// longest time is over, and that it was used, for as long as it may be idle. So a request that
/// prolongs it cannot bring back what another has just ended. Safe for many threads.
final class BrowserSessions {
  private static final int OCTETS = 32;
  private static final String SESSION = "browser-session";
  private static final String USED = "browser-used";

  /// The idle time begins anew only after this part of it, so that not each request writes.
  private static final int PART = 10;

  private final LookupStore lookups;
  private final InstantSource clock;
  private final Chance chance;
  private final Supplier<BrowserRules> rules;

  /// @param rules asked anew for each session
  BrowserSessions(
      LookupStore lookups, InstantSource clock, Chance chance, Supplier<BrowserRules> rules) {
    this.lookups = lookups;
    this.clock = clock;
    this.chance = chance;
    this.rules = rules;
  }

  /// An unpredictable word for cookies and URLs.
  static String word(Chance chance) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(chance.octets(OCTETS));
  }

  /// Begins one.
  ///
  /// @return its cookie
  String open(BrowserSession session) {
    String cookie = word(chance);
    BrowserRules now = rules.get();
    lookups.set(LookupKey.of(SESSION, cookie), session.octets(), now.lifetime());
    use(cookie, clock.instant(), now);
    return cookie;
  }

  /// The one of a cookie, if it is not over; it is used now.
  Optional<BrowserSession> find(String cookie) {
    byte[] known = lookups.get(LookupKey.of(SESSION, cookie));
    if (known == null) {
      return Optional.empty();
    }
    BrowserSession session = BrowserSession.read(known);
    BrowserRules now = rules.get();
    Instant instant = clock.instant();
    byte[] used = lookups.get(LookupKey.of(USED, cookie));
    if (used == null || !isAlive(session, instant(used), instant, now)) {
      close(cookie);
      return Optional.empty();
    }
    if (instant.isAfter(instant(used).plus(now.idle().dividedBy(PART)))) {
      use(cookie, instant, now);
    }
    return Optional.of(session);
  }

  private static boolean isAlive(
      BrowserSession session, Instant used, Instant now, BrowserRules rules) {
    return now.isBefore(session.since().plus(rules.lifetime()))
        && now.isBefore(used.plus(rules.idle()));
  }

  private void use(String cookie, Instant now, BrowserRules rules) {
    byte[] when = ByteBuffer.allocate(Long.BYTES).putLong(now.toEpochMilli()).array();
    lookups.set(LookupKey.of(USED, cookie), when, rules.idle());
  }

  private static Instant instant(byte[] used) {
    return Instant.ofEpochMilli(ByteBuffer.wrap(used).getLong());
  }

  /// Ends it.
  void close(String cookie) {
    lookups.delete(LookupKey.of(SESSION, cookie));
    lookups.delete(LookupKey.of(USED, cookie));
  }

  /// Compares secrets in constant time.
  static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
