package org.mailkeep.dns;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.DomainName;

/// Keeps answers for as long as their time to live says, within bounds. A temporary failure is
/// never kept. Concurrent misses of one name ask once.
///
/// When nobody answers, or too slowly, an answer with records serves a while longer than it said
/// (RFC 8767). Two kinds never do: what DNSSEC proved, since its signature may have run out and a
/// promise of encryption may hang on it, and certificate associations, for the same reason (RFC
/// 7672 §2.1.2).
public final class CachedResolver implements Resolver {
  private final Resolver resolver;
  private final ResolverCaches caches;
  private final KeepingRules rules;
  private final InstantSource clock;
  private final ThreadFactory threads;

  /// @param resolver asked for what is not known
  /// @param threads makes threads that are cheap to start
  public CachedResolver(
      Resolver resolver,
      ResolverCaches caches,
      KeepingRules rules,
      InstantSource clock,
      ThreadFactory threads) {
    this.resolver = resolver;
    this.caches = caches;
    this.rules = rules;
    this.clock = clock;
    this.threads = threads;
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

  @Override
  public Answer<Inet4Address> listed(DomainName name) {
    return answer(caches.rbl(), name, resolver::listed);
  }

  private <K, T> Answer<T> answer(
      Cache<K, DatedAnswer<T>> cache, K key, Function<K, Answer<T>> ask) {
    try {
      return cache
          .get(
              key,
              held -> clock.instant().isBefore(held.goodUntil()),
              (wanted, old) -> renewed(cache, wanted, old, ask))
          .answer();
    } catch (NotNow e) {
      return new Answer.Temporary<>(e.reason);
    }
  }

  private <K, T> DatedAnswer<T> renewed(
      Cache<K, DatedAnswer<T>> cache,
      K key,
      @Nullable DatedAnswer<T> old,
      Function<K, Answer<T>> ask) {
    if (old == null || !clock.instant().isBefore(old.staleUntil())) {
      return dated(ask.apply(key));
    }
    var asking = new CompletableFuture<DatedAnswer<T>>();
    threads.newThread(() -> complete(asking, key, ask)).start();
    try {
      return asking.get(rules.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      var _ = asking.thenAccept(late -> cache.put(key, late));
      return onceMore(old);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return onceMore(old);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NotNow) {
        return onceMore(old);
      }
      throw new CompletionException(e.getCause());
    }
  }

  private <K, T> void complete(
      CompletableFuture<DatedAnswer<T>> asking, K key, Function<K, Answer<T>> ask) {
    try {
      asking.complete(dated(ask.apply(key)));
    } catch (RuntimeException | Error e) {
      asking.completeExceptionally(e);
    }
  }

  private <T> DatedAnswer<T> onceMore(DatedAnswer<T> old) {
    Instant pause = clock.instant().plus(KeepingRules.PAUSE);
    Instant until = pause.isBefore(old.staleUntil()) ? pause : old.staleUntil();
    return new DatedAnswer<>(old.answer(), until, old.staleUntil());
  }

  private <T> DatedAnswer<T> dated(Answer<T> answer) {
    Instant now = clock.instant();
    return switch (answer) {
      case Answer.Records<T>(var values, boolean authentic, Duration ttl, _) -> {
        Instant good = now.plus(shorter(ttl, KeepingRules.LONGEST));
        boolean mayBeStale = !authentic && !(values.getFirst() instanceof Tlsa);
        yield new DatedAnswer<>(answer, good, mayBeStale ? good.plus(rules.stale()) : good);
      }
      case Answer.NxDomain<T>(Duration ttl) -> no(answer, now, ttl);
      case Answer.NoData<T>(Duration ttl) -> no(answer, now, ttl);
      case Answer.Temporary<T>(String reason) -> throw new NotNow(reason);
    };
  }

  private static <T> DatedAnswer<T> no(Answer<T> answer, Instant now, Duration ttl) {
    Instant good = now.plus(shorter(ttl, KeepingRules.LONGEST_NO));
    return new DatedAnswer<>(answer, good, good);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
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
