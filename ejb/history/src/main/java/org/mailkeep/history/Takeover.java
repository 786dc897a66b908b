package org.mailkeep.history;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.outbox.AuditEntry;
import org.mailkeep.store.api.outbox.DeliveryEntry;
import org.mailkeep.store.api.outbox.Outbox;

/// Takes entries over from the outbox into the database, the oldest first.
///
/// Law: an entry leaves the outbox only when the database has it on stable storage. One that the
/// database has already, since an earlier takeover ended between the two, is only removed. So each
/// arrives once, whenever and wherever this process or the database dies.
final class Takeover {
  /// Later commits may have earlier ids by this much.
  private static final Duration LATE = Duration.ofSeconds(30);

  private final DataStore store;
  private final HistoryDatabase database;
  private final int most;
  private Instant auditFrom = Instant.EPOCH;
  private Instant deliveriesFrom = Instant.EPOCH;

  /// @param most entries at a time
  Takeover(DataStore store, HistoryDatabase database, int most) {
    this.store = store;
    this.database = database;
    this.most = most;
  }

  /// Looks at all of the outbox again, also where nothing was left.
  synchronized void fromTheStart() {
    auditFrom = Instant.EPOCH;
    deliveriesFrom = Instant.EPOCH;
  }

  /// Takes some entries over.
  ///
  /// @return whether there may be more
  /// @throws HistoryException when the database does not take them; they stay
  /// @throws org.mailkeep.store.api.StoreException when the store does not answer
  synchronized boolean some() {
    List<AuditEntry> audit = Outbox.audit(store, auditFrom, most);
    List<DeliveryEntry> deliveries = Outbox.deliveries(store, deliveriesFrom, most);
    if (audit.isEmpty() && deliveries.isEmpty()) {
      return false;
    }
    database.write(em -> {
      add(em, AuditRecord.class, audit, AuditEntry::id, AuditRecord::new);
      add(em, DeliveryRecord.class, deliveries, DeliveryEntry::id, DeliveryRecord::new);
      return audit.size() + deliveries.size();
    });
    remove(audit, Outbox::arrived);
    remove(deliveries, Outbox::arrived);
    if (!audit.isEmpty()) {
      auditFrom = audit.getLast().at().minus(LATE);
    }
    if (!deliveries.isEmpty()) {
      deliveriesFrom = deliveries.getLast().at().minus(LATE);
    }
    return audit.size() == most || deliveries.size() == most;
  }

  private static <T, R> void add(
      EntityManager em,
      Class<R> entity,
      List<T> entries,
      Function<T, String> id,
      Function<T, R> record) {
    if (entries.isEmpty()) {
      return;
    }
    var ids = entries.stream().map(id).toList();
    Set<String> there =
        new HashSet<>(
            em.createQuery(
                    "select r.id from " + entity.getSimpleName() + " r where r.id in :ids",
                    String.class)
                .setParameter("ids", ids)
                .getResultList());
    entries.stream()
        .filter(entry -> !there.contains(id.apply(entry)))
        .forEach(entry -> em.persist(record.apply(entry)));
  }

  private <T> void remove(List<T> entries, BiConsumer<Batch, T> arrived) {
    if (!entries.isEmpty()) {
      store.write((_, batch) -> {
        entries.forEach(entry -> arrived.accept(batch, entry));
        return entries.size();
      });
    }
  }
}
