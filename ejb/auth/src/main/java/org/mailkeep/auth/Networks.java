package org.mailkeep.auth;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Chance;
import org.mailkeep.settings.IpNetwork;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Pages;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.outbox.AuditChange;
import org.mailkeep.store.api.outbox.Outbox;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.SecurityEvent;

/// Addresses and networks that are blocked or allowed: those of the file, and those of the data
/// store, which all nodes share and which outlive a restart. Safe for many threads.
///
/// Questions are answered from memory. What other nodes add is seen a few seconds later.
public final class Networks {
  /// Rules that are kept in the store; beyond that nothing is banned any more.
  static final int MOST = 100_000;

  /// How long what was read is believed.
  static final Duration FRESH = Duration.ofSeconds(5);

  private static final byte[] PREFIX = Keys.of().text("network").bytes();
  private static final int PAGE = 1_000;

  private final DataStore store;
  private final Events events;
  private final InstantSource clock;
  private final ThreadFactory threads;
  private final Outbox outbox;
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile NetworkIndex ofFile = new NetworkIndex();
  private volatile NetworkIndex stored = new NetworkIndex();
  private volatile Instant readAt = Instant.MIN;

  /// @param threads makes threads that are cheap to start
  public Networks(DataStore store, Events events, InstantSource clock, ThreadFactory threads) {
    this.store = store;
    this.events = events;
    this.clock = clock;
    this.threads = threads;
    this.outbox = new Outbox(clock, Chance.secure());
  }

  /// Takes the networks of a file over.
  void use(List<NetworkRule> rules) {
    var fresh = new NetworkIndex();
    rules.forEach(fresh::put);
    ofFile = fresh;
  }

  /// Reads what is stored.
  ///
  /// @throws StoreException when the store does not answer; what was known stays
  public synchronized void read() {
    Instant now = clock.instant();
    var fresh = new NetworkIndex();
    var over = new ArrayList<byte[]>();
    Pages.forEach(
        store,
        Subspace.AUTH,
        Range.prefix(PREFIX),
        PAGE,
        page -> {
          for (Entry entry : page) {
            NetworkRule rule = NetworkRule.decode(entry.value());
            if (rule != null && rule.isOver(now)) {
              over.add(entry.key());
            } else if (rule != null) {
              fresh.put(rule);
            }
          }
        });
    stored = fresh;
    readAt = now;
    forget(over);
  }

  private void forget(List<byte[]> keys) {
    for (int from = 0; from < keys.size(); from += PAGE) {
      var batch = new Batch();
      keys.subList(from, Math.min(keys.size(), from + PAGE))
          .forEach(key -> batch.delete(Subspace.AUTH, key));
      store.commit(batch);
    }
  }

  /// The rule by which an address is blocked.
  public Optional<NetworkRule> blocking(InetAddress address) {
    refresh();
    return find(address, NetworkRule.Kind.ALLOWED).isPresent()
        ? Optional.empty()
        : find(address, NetworkRule.Kind.BLOCKED);
  }

  /// Whether an address is never to be blocked.
  public boolean allows(InetAddress address) {
    refresh();
    return find(address, NetworkRule.Kind.ALLOWED).isPresent();
  }

  private Optional<NetworkRule> find(InetAddress address, NetworkRule.Kind kind) {
    Instant now = clock.instant();
    @Nullable NetworkRule rule = ofFile.find(address, kind, now);
    return Optional.ofNullable(rule != null ? rule : stored.find(address, kind, now));
  }

  /// All that hold, by network.
  ///
  /// @throws StoreException when the store does not answer
  public List<NetworkRule> all() {
    read();
    var all = new ArrayList<NetworkRule>(ofFile.all());
    stored.all().stream().filter(rule -> ofFile.get(rule.network()) == null).forEach(all::add);
    all.sort(Comparator.comparing(rule -> rule.network().toString()));
    return all;
  }

  /// What holds for exactly this network.
  public Optional<NetworkRule> rule(IpNetwork network) {
    NetworkRule rule = ofFile.get(network.masked());
    return Optional.ofNullable(rule != null ? rule : stored.get(network.masked()));
  }

  /// Makes a rule hold from now on, on all nodes, in place of one for the same network.
  ///
  /// @throws StoreException when the store cannot keep it
  public synchronized void add(NetworkRule rule) {
    store.write((reader, batch) -> {
      NetworkRule before = stored(reader, rule.network());
      outbox.add(batch, audited(before, rule));
      return batch.put(Subspace.AUTH, key(rule.network()), rule.encode());
    });
    stored.put(rule);
  }

  /// Ends a rule that is not the file's.
  ///
  /// @throws StoreException when the store cannot forget it
  public synchronized void remove(IpNetwork network) {
    store.write((reader, batch) -> {
      NetworkRule before = stored(reader, network.masked());
      if (before != null) {
        outbox.add(batch, audited(before, null));
      }
      return batch.delete(Subspace.AUTH, key(network.masked()));
    });
    stored.remove(network.masked());
  }

  private static @Nullable NetworkRule stored(Reader reader, IpNetwork network) {
    byte[] record = reader.get(Subspace.AUTH, key(network));
    return record == null ? null : NetworkRule.decode(record);
  }

  /// A rule that was made, changed or ended, as the audit trail tells it.
  private static AuditChange audited(@Nullable NetworkRule before, @Nullable NetworkRule after) {
    NetworkRule there = after != null ? after : before;
    if (there == null) {
      throw new IllegalArgumentException("a rule that never was");
    }
    var parts =
        new AuditChange.Parts()
            .field("kind", text(before, r -> r.kind().text()), text(after, r -> r.kind().text()))
            .field("reason", text(before, NetworkRule::reason), text(after, NetworkRule::reason))
            .field("until", text(before, NetworkRule::until), text(after, NetworkRule::until));
    boolean ban = there.source() == NetworkRule.Source.BAN;
    String operation =
        after == null ? "delete" : ban ? "ban" : before == null ? "create" : "update";
    String network = there.network().toString();
    return new AuditChange(operation, "network", network, network, parts.all());
  }

  private static @Nullable Object text(
      @Nullable NetworkRule rule, Function<NetworkRule, @Nullable Object> part) {
    return rule == null ? null : part.apply(rule);
  }

  /// Bans an address, or for IPv6 its network of 64 bits. Holds here even when the store cannot
  /// keep it.
  void ban(InetAddress address, String reason, Optional<Duration> length) {
    if (stored.size() >= MOST || blocking(address).isPresent() || allows(address)) {
      return;
    }
    Instant now = clock.instant();
    var ban = NetworkRule.ban(unit(address), reason, now, length.map(now::plus).orElse(null));
    try {
      add(ban);
    } catch (StoreException _) {
      stored.put(ban);
    }
    events.emit(new SecurityEvent.Banned(address, reason));
  }

  /// How many there are of a kind.
  public long count(NetworkRule.Kind kind) {
    return stored.all().stream().filter(rule -> rule.kind() == kind).count()
        + ofFile.all().stream().filter(rule -> rule.kind() == kind).count();
  }

  /// What counts as one: an address of IPv4; of IPv6 what one customer has at least.
  static IpNetwork unit(InetAddress address) {
    return new IpNetwork(address, address.getAddress().length == 4 ? 32 : 64).masked();
  }

  /// Reads anew when it is time, on a thread of its own.
  private void refresh() {
    if (clock.instant().isBefore(readAt.plus(FRESH)) || !reading.compareAndSet(false, true)) {
      return;
    }
    threads.newThread(this::readQuietly).start();
  }

  private void readQuietly() {
    try {
      read();
    } catch (StoreException _) {
      readAt = clock.instant(); // what was known holds; the store's own watch tells of it
    } finally {
      reading.set(false);
    }
  }

  private static byte[] key(IpNetwork network) {
    return Keys.of().raw(PREFIX).raw(Keys.of().text(network.toString()).bytes()).bytes();
  }
}
