package org.mailkeep.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.outbox.Outbox;

/// The roles of the data store beside those that every server has. Safe for many threads.
///
/// Questions are answered from memory; what other nodes change is seen a few seconds later. Each
/// change of roles, and of who holds them, gives them another version in the store, which every
/// change of roles requires: so no two changes together make what neither would, such as a circle.
public final class StoredRoles implements Authority.Book {
  /// How long what was read is believed.
  static final Duration FRESH = Duration.ofSeconds(5);

  private static final byte[] VERSION = Keys.of().text("roles-version").bytes();
  private static final byte[] PREFIX = Keys.of().text("role").bytes();
  private static final int MOST = 10_000;
  private static final int ID = PREFIX.length;

  private final Ground ground;
  private final AtomicLong version = new AtomicLong();
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile List<StoredRole> stored = List.of();
  private volatile Roles roles = Roles.STANDARD;
  private byte @Nullable [] versionRead;
  private volatile long staleAt;

  /// What they stand on.
  ///
  /// @param ids gives ids that no principal has
  /// @param most how many roles can be stored
  /// @param outbox takes the audit trail
  /// @param threads makes threads that are cheap to start
  public record Ground(
      DataStore store,
      Supplier<AccountId> ids,
      int most,
      Outbox outbox,
      InstantSource clock,
      ThreadFactory threads) {}

  /// Knows the standard roles alone until [#read].
  public StoredRoles(Ground ground) {
    this.ground = ground;
    this.staleAt = ground.clock.millis();
  }

  /// How a change ended.
  public sealed interface Result {
    /// Done, durably.
    record Done(StoredRole role) implements Result {}

    /// There is no such role, or it is one that every server has.
    record Unknown() implements Result {}

    /// It cannot be; nothing was changed.
    ///
    /// @param detail for whoever asked
    record Refused(String detail) implements Result {}
  }

  /// Reads what is stored.
  ///
  /// @throws StoreException when the store does not answer; what was known stays
  public synchronized void read() {
    byte[] now = ground.store.get(Subspace.AUTH, VERSION);
    if (now != null && !Arrays.equals(now, versionRead)) {
      take(all(ground.store));
      versionRead = now;
    }
    staleAt = ground.clock.millis() + FRESH.toMillis();
  }

  private void take(List<StoredRole> fresh) {
    roles = roles(fresh);
    stored = fresh;
    version.incrementAndGet();
  }

  @Override
  public Roles now() {
    refresh();
    return roles;
  }

  @Override
  public long version() {
    refresh();
    return version.get();
  }

  @Override
  public void touch() {
    version.incrementAndGet();
    try {
      ground.store.write((reader, batch) -> newVersion(reader.get(Subspace.AUTH, VERSION), batch));
    } catch (StoreException _) {
      // Other nodes hear of it with the next change; here it holds.
    }
  }

  /// Those of the store by name.
  ///
  /// @throws StoreException when the store does not answer
  public List<StoredRole> all() {
    read();
    return stored;
  }

  /// Makes one.
  ///
  /// @throws StoreException when the store cannot keep it
  public Result create(Role role) {
    AccountId id = ground.ids.get();
    Instant created = ground.clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return changed((reader, batch) -> {
      List<StoredRole> before = all(reader);
      Roles known = roles(before);
      if (known.has(role.name())) {
        return new Result.Refused("role " + role.name() + " exists already");
      }
      if (before.size() >= ground.most) {
        return new Result.Refused("there are " + ground.most + " roles, the most that may be");
      }
      return put(null, new StoredRole(id, role, created), known, batch);
    });
  }

  /// Changes one; its name stays, since accounts refer to it.
  ///
  /// @throws StoreException when the store cannot keep it
  public Result update(AccountId id, UnaryOperator<Role> edit) {
    return changed((reader, batch) -> {
      List<StoredRole> before = all(reader);
      Optional<StoredRole> found = find(before, id);
      if (found.isEmpty()) {
        return new Result.Unknown();
      }
      Role fresh = edit.apply(found.get().role());
      if (!fresh.name().equals(found.get().role().name())) {
        return new Result.Refused("a role keeps its name, since others refer to it");
      }
      var changed = new StoredRole(id, fresh, found.get().created());
      return put(found.get(), changed, roles(before), batch);
    });
  }

  /// Removes one that no other role contains.
  ///
  /// @throws StoreException when the store cannot forget it
  public Result delete(AccountId id) {
    return changed((reader, batch) -> {
      List<StoredRole> before = all(reader);
      Optional<StoredRole> found = find(before, id);
      if (found.isEmpty()) {
        return new Result.Unknown();
      }
      String name = found.get().role().name();
      List<String> containing = roles(before).containing(name);
      if (!containing.isEmpty()) {
        return new Result.Refused("role " + name + " is in " + String.join(", ", containing));
      }
      batch.delete(Subspace.AUTH, key(id));
      ground.outbox.add(batch, AccessAudit.role(found.get(), null));
      return new Result.Done(found.get());
    });
  }

  private Result put(@Nullable StoredRole before, StoredRole fresh, Roles known, Batch batch) {
    Role role = fresh.role();
    for (String name : role.roles()) {
      if (!known.has(name)) {
        return new Result.Refused("there is no role " + name);
      }
    }
    if (known.isCircular(role.name(), role.roles())) {
      return new Result.Refused("role " + role.name() + " would contain itself");
    }
    batch.put(Subspace.AUTH, key(fresh.id()), fresh.encode());
    ground.outbox.add(batch, AccessAudit.role(before, fresh));
    return new Result.Done(fresh);
  }

  private Result changed(DataStore.Work<Result> work) {
    Result result =
        ground.store.write((reader, batch) -> {
          // Before the roles are read: whatever changes them meanwhile makes this start again.
          byte[] before = reader.get(Subspace.AUTH, VERSION);
          Result outcome = work.run(reader, batch);
          if (outcome instanceof Result.Done) {
            newVersion(before, batch);
          }
          return outcome;
        });
    if (result instanceof Result.Done) {
      read();
    }
    return result;
  }

  private static long newVersion(byte @Nullable [] before, Batch batch) {
    long next = before == null ? 1 : Keys.u64(before, 0) + 1;
    batch
        .require(Subspace.AUTH, VERSION, before)
        .put(Subspace.AUTH, VERSION, Keys.of(next).bytes());
    return next;
  }

  private static List<StoredRole> all(Reader reader) {
    return reader.scan(Subspace.AUTH, Range.prefix(PREFIX), Direction.UP, MOST).stream()
        .map(StoredRoles::decode)
        .sorted(Comparator.comparing(each -> each.role().name()))
        .toList();
  }

  private static StoredRole decode(Entry entry) {
    return StoredRole.decode(new AccountId(Keys.u64(entry.key(), ID)), entry.value());
  }

  private static Roles roles(List<StoredRole> stored) {
    var all = new ArrayList<Role>();
    Roles.STANDARD.names().forEach(name -> all.add(Roles.STANDARD.find(name).orElseThrow()));
    stored.forEach(each -> all.add(each.role()));
    return new Roles(all);
  }

  private static Optional<StoredRole> find(List<StoredRole> among, AccountId id) {
    return among.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  private static byte[] key(AccountId id) {
    return Keys.of().raw(PREFIX).u64(id.value()).bytes();
  }

  /// Reads anew when it is time, on a thread of its own.
  private void refresh() {
    if (ground.clock.millis() < staleAt || !reading.compareAndSet(false, true)) {
      return;
    }
    ground.threads.newThread(this::readQuietly).start();
  }

  private void readQuietly() {
    try {
      read();
    } catch (StoreException _) {
      // What was known holds; the store's own watch tells of it.
      staleAt = ground.clock.millis() + FRESH.toMillis();
    } finally {
      reading.set(false);
    }
  }
}
