package org.mailkeep.dns;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.DomainName;

/// Keeps answers for as long as their time to live says, within bounds. A temporary failure is
/// never kept. Concurrent misses of one name ask once.
public final class CachedResolver implements Resolver {
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Resolver resolver;
  private final ResolverCaches caches;
  private final InstantSource clock;

  /// @param resolver asked for what is not known
  public CachedResolver(Resolver resolver, ResolverCaches caches, InstantSource clock) {
    this.resolver = resolver;
    this.caches = caches;
    this.clock = clock;
  }

  @Override
  public Answer<Mx> mx(DomainName name) {
    return answer(caches.mx(), name, resolver::mx);
  }

  @Override
  public Answer<Inet4Address> ipv4(DomainName name) {
    return answer(caches.ipv4(), name, resolver::ipv4);
  }

  @Override
  public Answer<Inet6Address> ipv6(DomainName name) {
    return answer(caches.ipv6(), name, resolver::ipv6);
  }

  @Override
  public Answer<String> txt(DomainName name) {
    return answer(caches.txt(), name, resolver::txt);
  }

  @Override
  public Answer<DomainName> ptr(InetAddress address) {
    return answer(caches.ptr(), address, resolver::ptr);
  }

  @Override
  public Answer<Tlsa> tlsa(DomainName name) {
    return answer(caches.tlsa(), name, resolver::tlsa);
  }

  private <K, T> Answer<T> answer(
      Cache<K, DatedAnswer<T>> cache, K key, Function<K, Answer<T>> ask) {
    DatedAnswer<T> known = cache.get(key);
    if (known != null && clock.instant().isBefore(known.goodUntil())) {
      return known.answer();
    }
    if (known != null) {
      cache.remove(key);
    }
    try {
      return cache.get(key, wanted -> dated(ask.apply(wanted))).answer();
    } catch (NotNow e) {
      return new Answer.Temporary<>(e.reason);
    }
  }

  private <T> DatedAnswer<T> dated(Answer<T> answer) {
    Duration ttl =
        switch (answer) {
          case Answer.Records<T>(_, _, Duration time) -> time;
          case Answer.NxDomain<T>(Duration time) -> time;
          case Answer.NoData<T>(Duration time) -> time;
          case Answer.Temporary<T>(String reason) -> throw new NotNow(reason);
        };
    Duration kept = ttl.compareTo(LONGEST) > 0 ? LONGEST : ttl;
    return new DatedAnswer<>(answer, clock.instant().plus(kept));
  }

  /// Carries a temporary failure past the cache.
  private static final class NotNow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    NotNow(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }
  }
}
