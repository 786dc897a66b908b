package org.mailkeep.store.api.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import org.mailkeep.kernel.Actor;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.Subspace;

/// Puts entries into the batches of the changes that they tell of, and reads them again. Safe for
/// many threads.
public final class Outbox {
  /// Kinds of entries: the first octet of their keys, which never changes.
  private static final int AUDIT = 1;

  private static final int DELIVERY = 2;

  /// What is told of a change that has too much to tell: characters of a value, and parts.
  private static final int SHORT = 100;

  private static final int FEW = 50;

  private final InstantSource clock;
  private final EntryIds ids;

  public Outbox(InstantSource clock, Chance chance) {
    this.clock = clock;
    this.ids = new EntryIds(clock, chance);
  }

  /// Adds to a batch that the thread's [Actor] makes this change by it.
  public void add(Batch batch, AuditChange change) {
    var entry = new AuditEntry(ids.next(), clock.instant(), Actor.current(), change);
    byte[] record = entry.encode();
    if (record.length > Batch.MAX_VALUE) {
      record = entry.with(change.shortened(SHORT, FEW)).encode();
    }
    batch.put(Subspace.AUDIT, key(AUDIT, entry.id()), record);
  }

  /// Adds to a batch what it makes of a recipient's mail.
  public void add(Batch batch, DeliveryReport report) {
    var entry = new DeliveryEntry(ids.next(), clock.instant(), report);
    batch.put(Subspace.AUDIT, key(DELIVERY, entry.id()), entry.encode());
  }

  /// Lines of the audit trail on their way, the oldest first.
  ///
  /// @param limit the most that come back
  /// @throws org.mailkeep.store.api.StoreException when they cannot be read
  public static List<AuditEntry> audit(Reader reader, Instant from, int limit) {
    return read(reader, AUDIT, from, limit, AuditEntry::decode);
  }

  /// Lines of the delivery history on their way, the oldest first.
  ///
  /// @param limit the most that come back
  /// @throws org.mailkeep.store.api.StoreException when they cannot be read
  public static List<DeliveryEntry> deliveries(Reader reader, Instant from, int limit) {
    return read(reader, DELIVERY, from, limit, DeliveryEntry::decode);
  }

  /// Adds to a batch that a line of the audit trail has arrived.
  public static void arrived(Batch batch, AuditEntry entry) {
    batch.delete(Subspace.AUDIT, key(AUDIT, entry.id()));
  }

  /// Adds to a batch that a line of the delivery history has arrived.
  public static void arrived(Batch batch, DeliveryEntry entry) {
    batch.delete(Subspace.AUDIT, key(DELIVERY, entry.id()));
  }

  private static <T> List<T> read(
      Reader reader, int kind, Instant from, int limit, BiFunction<String, byte[], T> decode) {
    byte[] prefix = Keys.of().u8(kind).bytes();
    Range range = Range.within(prefix, key(kind, EntryIds.before(from)));
    return reader.scan(Subspace.AUDIT, range, Direction.UP, limit).stream()
        .map(entry -> decode.apply(id(entry.key()), entry.value()))
        .toList();
  }

  private static byte[] key(int kind, String id) {
    return Keys.of().u8(kind).raw(id.getBytes(StandardCharsets.US_ASCII)).bytes();
  }

  private static String id(byte[] key) {
    return new String(key, 1, key.length - 1, StandardCharsets.US_ASCII);
  }
}
