package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mailkeep.auth.NetworkRule;
import org.mailkeep.auth.Networks;
import org.mailkeep.caches.Caches;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.queue.QueueControl;
import org.mailkeep.queue.QueueFilter;
import org.mailkeep.queue.QueuedMessage;
import org.mailkeep.search.SearchFixture;
import org.mailkeep.settings.IpNetwork;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.telemetry.Metrics;

class GaugesTest {
  @Test
  void cachesAndQueueAreShownByNumbers() {
    try (var caches = new Caches();
        var metrics = new Metrics()) {
      Cache<String, String> names = caches.create(new Cache.Spec("names", 10, null));
      names.put("a", "b");
      names.get("a");
      names.get("c");
      var gauges = new Gauges(metrics);
      gauges.caches(caches);
      gauges.queue(new StandingQueue());
      String shown = metrics.prometheus();
      for (String line :
          List.of(
              "mailkeep_cache_entries{cache=\"names\"} 1.0",
              "mailkeep_cache_limit{cache=\"names\"} 10.0",
              "mailkeep_cache_hits_total{cache=\"names\"} 1.0",
              "mailkeep_cache_misses_total{cache=\"names\"} 1.0",
              "mailkeep_cache_evictions_total{cache=\"names\"} 0.0",
              "mailkeep_queue_paused 1.0",
              "mailkeep_queue_attempts 2.0",
              "mailkeep_queue_waiting 3.0")) {
        assertTrue(shown.contains(line), line + "\n" + shown);
      }
    }
  }

  @Test
  void theIndexIsShownByWhatItDoesNotKnowYet() {
    try (var mail = new MailFixture(new MemoryBackend());
        var metrics = new Metrics()) {
      MailAccount jane = mail.open(1);
      mail.file(jane, MailFixture.inbox(jane), "a");
      mail.file(jane, MailFixture.inbox(jane), "b");
      mail.clock.pass(Duration.ofSeconds(90));
      new Gauges(metrics).index(new SearchFixture(mail).indexer.lag());
      String shown = metrics.prometheus();
      assertTrue(shown.contains("mailkeep_index_waiting 2.0"), shown);
      assertTrue(shown.contains("mailkeep_index_oldest_seconds 90.0"), shown);
    }
  }

  @Test
  void networksAreCounted() {
    try (var metrics = new Metrics()) {
      var networks =
          new Networks(
              new DataStore(new MemoryBackend()),
              _ -> {},
              InstantSource.system(),
              Thread.ofVirtual().factory());
      networks.add(
          new NetworkRule(
              IpNetwork.parse("192.0.2.0/24").orElseThrow(),
              NetworkRule.Kind.BLOCKED,
              NetworkRule.Source.ADDED,
              "",
              "admin",
              Instant.EPOCH,
              null));
      new Gauges(metrics).networks(networks);
      String shown = metrics.prometheus();
      assertTrue(shown.contains("mailkeep_networks{kind=\"blocked\"} 1.0"), shown);
      assertTrue(shown.contains("mailkeep_networks{kind=\"allowed\"} 0.0"), shown);
    }
  }

  /// A paused queue in which nothing moves.
  private static final class StandingQueue implements QueueControl {
    @Override
    public Page list(QueueFilter filter, @Nullable QueueId after, int limit) {
      return new Page(List.of(), null);
    }

    @Override
    public Optional<QueuedMessage> show(QueueId id) {
      return Optional.empty();
    }

    @Override
    public boolean retry(QueueId id) {
      return false;
    }

    @Override
    public boolean cancel(QueueId id) {
      return false;
    }

    @Override
    public boolean cancel(QueueId id, Address recipient) {
      return false;
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public Condition condition() {
      return new Condition(true, 2, 3);
    }
  }
}
