package org.mailkeep.services;

import java.util.Map;
import java.util.function.ToLongFunction;
import org.mailkeep.auth.NetworkRule;
import org.mailkeep.auth.Networks;
import org.mailkeep.caches.Caches;
import org.mailkeep.kernel.Cache;
import org.mailkeep.queue.QueueControl;
import org.mailkeep.search.IndexLag;
import org.mailkeep.telemetry.Metrics;

/// What monitoring sees of caches, the queue and the full-text index beside events.
///
/// @param metrics shows the numbers, until it is closed
record Gauges(Metrics metrics) {
  /// Shows how each cache fares.
  void caches(Caches caches) {
    for (Caches.Listed cache : caches.all()) {
      String name = cache.spec().name();
      var labels = Map.of("cache", name);
      metrics.gauge(
          "cache.entries",
          "Entries that a cache holds.",
          labels,
          () -> of(caches, name, Cache.Statistics::entries));
      metrics.gauge(
          "cache.limit",
          "Entries that a cache holds at most.",
          labels,
          () -> cache.spec().entries());
      metrics.total(
          "cache.hits",
          "Look-ups that a cache answered.",
          labels,
          () -> of(caches, name, Cache.Statistics::hits));
      metrics.total(
          "cache.misses",
          "Look-ups that a cache could not answer.",
          labels,
          () -> of(caches, name, Cache.Statistics::misses));
      metrics.total(
          "cache.evictions",
          "Entries that a cache dropped for room.",
          labels,
          () -> of(caches, name, Cache.Statistics::evictions));
    }
  }

  /// Shows how the queue fares.
  void queue(QueueControl queue) {
    Map<String, String> none = Map.of();
    metrics.gauge(
        "queue.paused",
        "1 while no attempts begin, else 0.",
        none,
        () -> queue.condition().paused() ? 1 : 0);
    metrics.gauge(
        "queue.attempts", "Attempts in progress.", none, () -> queue.condition().attempts());
    metrics.gauge(
        "queue.waiting",
        "Messages handed to workers and not yet begun.",
        none,
        () -> queue.condition().waiting());
  }

  /// Shows how many networks are blocked and allowed.
  void networks(Networks networks) {
    for (NetworkRule.Kind kind : NetworkRule.Kind.values()) {
      metrics.gauge(
          "networks",
          "Addresses and networks that are blocked or allowed.",
          Map.of("kind", kind.text()),
          () -> networks.count(kind));
    }
  }

  /// Shows how far the full-text index is behind the mail.
  void index(IndexLag lag) {
    Map<String, String> none = Map.of();
    metrics.gauge(
        "index.waiting",
        "Messages that wait to be indexed, and accounts that are indexed anew; at most "
            + IndexLag.MOST
            + " are counted.",
        none,
        () -> lag.now().waiting());
    metrics.gauge(
        "index.oldest.seconds",
        "How long the first of them waits.",
        none,
        () -> lag.now().oldest().toMillis() / 1_000.0);
  }

  private static double of(Caches caches, String name, ToLongFunction<Cache.Statistics> statistic) {
    return caches.find(name).map(c -> statistic.applyAsLong(c.statistics())).orElse(0L);
  }
}
