package org.mailkeep.history;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.outbox.AuditEntry;
import org.mailkeep.store.api.outbox.DeliveryEntry;

/// The audit trail and the delivery history, to be read and purged. Safe for many threads.
public final class History implements AutoCloseable {
  private static final int PURGED_AT_ONCE = 500;

  private final HistoryDatabase database;

  /// @param source the pool of its database, which need not answer now
  public History(DataSource source) {
    this(() -> source);
  }

  /// @param source finds the pool of its database when that is first needed
  public History(Supplier<DataSource> source) {
    this.database = new HistoryDatabase(source);
  }

  /// Which part of a list.
  ///
  /// @param after the id behind which to begin; empty for the start
  /// @param skip how many to pass over then
  public record Wanted(String after, int skip, int limit) {
    /// The first ones.
    public static Wanted first(int limit) {
      return new Wanted("", 0, limit);
    }
  }

  HistoryDatabase database() {
    return database;
  }

  /// Lines of the audit trail, the latest first.
  ///
  /// @throws HistoryException when the database does not answer
  public Part<AuditEntry> audit(AuditQuery query, Wanted wanted) {
    return part(() -> condition(query), wanted, AuditRecord::entry, AuditEntry::id);
  }

  /// Lines of the delivery history, the latest first.
  ///
  /// @throws HistoryException when the database does not answer
  public Part<DeliveryEntry> deliveries(DeliveryQuery query, Wanted wanted) {
    return part(() -> condition(query), wanted, DeliveryRecord::entry, DeliveryEntry::id);
  }

  /// Removes lines of the audit trail.
  ///
  /// @param before the time before which they happened
  /// @return how many
  /// @throws HistoryException when the database does not answer
  public long purgeAudit(Instant before, Progress progress) {
    return purge(AuditRecord.class, before, progress);
  }

  /// Removes lines of the delivery history.
  ///
  /// @param before the time before which they happened
  /// @return how many
  /// @throws HistoryException when the database does not answer
  public long purgeDeliveries(Instant before, Progress progress) {
    return purge(DeliveryRecord.class, before, progress);
  }

  private static Condition<AuditRecord> condition(AuditQuery query) {
    return new Condition<>(AuditRecord.class)
        .equal("actor", query.actor())
        .equal("kind", query.kind())
        .either("subject", "subjectName", query.subject())
        .equal("operation", query.operation())
        .equal("address", query.address())
        .between(query.from(), query.to());
  }

  private static Condition<DeliveryRecord> condition(DeliveryQuery query) {
    return new Condition<>(DeliveryRecord.class)
        .equal("queue", query.queue())
        .equal("sender", query.sender())
        .equal("recipient", query.recipient())
        .equal("outcome", query.outcome())
        .equal("remote", query.remote())
        .equal("origin", query.origin())
        .between(query.from(), query.to());
  }

  private <R, T> Part<T> part(
      Supplier<Condition<R>> condition,
      Wanted wanted,
      Function<R, T> entry,
      Function<T, String> id) {
    return database.read(em -> {
      long total = condition.get().count(em);
      List<T> found =
          condition.get().page(em, wanted.after(), wanted.skip(), wanted.limit() + 1).stream()
              .map(entry)
              .toList();
      boolean more = found.size() > wanted.limit();
      List<T> items = more ? found.subList(0, wanted.limit()) : found;
      return new Part<>(items, total, more ? id.apply(items.getLast()) : "");
    });
  }

  private <R> long purge(Class<R> entity, Instant before, Progress progress) {
    long removed = 0;
    int now;
    do {
      progress.check();
      now =
          database.write(em -> {
            List<R> old =
                new Condition<>(entity).between(null, before).page(em, "", 0, PURGED_AT_ONCE);
            old.forEach(em::remove);
            return old.size();
          });
      removed += now;
      progress.advance(now);
    } while (now == PURGED_AT_ONCE);
    return removed;
  }

  @Override
  public void close() {
    database.close();
  }
}
