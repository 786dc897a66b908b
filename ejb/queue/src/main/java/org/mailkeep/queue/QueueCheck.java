package org.mailkeep.queue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Progress;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.BlobIndex;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Pages;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.Snapshot;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.Verification;

/// Each queued message has its octets, a link to them, and a time at which it is due; each time and
/// each further record belongs to a message. What seems wrong is looked at again in a snapshot.
final class QueueCheck implements Verification.Check {
  private static final String NAME = "queue";
  private static final int PAGE = 500;

  private final DataStore store;
  private final BlobStore blobs;
  private final Runnable wake;

  /// @param wake has the queue look again at what is due
  QueueCheck(DataStore store, BlobStore blobs, Runnable wake) {
    this.store = store;
    this.blobs = blobs;
    this.wake = wake;
  }

  @Override
  public void run(Verification verification) {
    verification.progress().begin("looking at the queue", Progress.UNKNOWN, "records");
    Pages.forEach(store, Subspace.QUEUE_DUE, Range.all(), PAGE, page -> times(verification, page));
    Pages.forEach(store, Subspace.QUEUE, Range.all(), PAGE, page -> records(verification, page));
  }

  private void times(Verification verification, List<Entry> page) {
    for (Entry due : page) {
      QueueId id = QueueKeys.idOfDue(due.key());
      byte[] entry = QueueKeys.entry(id);
      if (store.get(Subspace.QUEUE, entry) == null && still(Subspace.QUEUE_DUE, due, entry)) {
        verification.found(
            NAME,
            "message " + id,
            "is due and not there",
            () -> delete(Subspace.QUEUE_DUE, due, entry));
      }
    }
    verification.looked("due times", page.size());
  }

  private void records(Verification verification, List<Entry> page) {
    Map<QueueId, StoredMessage> messages = new HashMap<>();
    for (Entry record : page) {
      QueueId id = QueueKeys.idOf(record.key());
      if (QueueKeys.kindOf(record.key()) == QueueKeys.ENTRY) {
        message(verification, id, record, messages);
      } else {
        part(verification, id, record);
      }
    }
    due(verification, messages);
    verification.looked("queue records", page.size());
  }

  private void part(Verification verification, QueueId id, Entry record) {
    byte[] entry = QueueKeys.entry(id);
    if (store.get(Subspace.QUEUE, entry) == null && still(Subspace.QUEUE, record, entry)) {
      verification.found(
          NAME,
          "message " + id,
          "is gone, and left recipients or their states",
          () -> delete(Subspace.QUEUE, record, entry));
    }
  }

  /// Whether a record is there, and the message's own is not.
  private boolean still(Subspace space, Entry record, byte[] entry) {
    try (Snapshot now = store.snapshot()) {
      return now.get(space, record.key()) != null && now.get(Subspace.QUEUE, entry) == null;
    }
  }

  private boolean delete(Subspace space, Entry record, byte[] entry) {
    var batch =
        new Batch()
            .require(Subspace.QUEUE, entry, null)
            .require(space, record.key(), record.value())
            .delete(space, record.key());
    return store.commit(batch) instanceof Commit.Committed;
  }

  private void message(
      Verification verification, QueueId id, Entry record, Map<QueueId, StoredMessage> messages) {
    StoredMessage message;
    try {
      message = QueueStore.entry(id, record.value());
    } catch (StoreException.Corrupt _) {
      verification.lost(NAME, "message " + id, "its record is damaged");
      return;
    }
    messages.put(id, message);
    byte[] owner = QueueKeys.owner(id);
    if (hasOctets(store, message, owner)) {
      return;
    }
    try (Snapshot now = store.snapshot()) {
      if (!Arrays.equals(record.value(), now.get(Subspace.QUEUE, record.key()))
          || hasOctets(now, message, owner)) {
        return;
      }
      if (BlobIndex.sizes(now, List.of(message.blob())).getFirst() == null) {
        verification.lost(
            NAME, "message " + id, "its octets are gone: there is no blob " + message.blob());
        return;
      }
    }
    verification.found(
        NAME,
        "message " + id,
        "owns blob " + message.blob() + " without a link; a purge would delete it",
        () -> link(record, message, owner));
  }

  private static boolean hasOctets(Reader reader, StoredMessage message, byte[] owner) {
    return BlobIndex.linked(reader, message.blob(), owner)
        && BlobIndex.sizes(reader, List.of(message.blob())).getFirst() != null;
  }

  private boolean link(Entry record, StoredMessage message, byte[] owner) {
    var batch = new Batch().require(Subspace.QUEUE, record.key(), record.value());
    try {
      blobs.link(batch, message.blob(), owner);
    } catch (StoreException.Corrupt _) {
      return false; // it is gone meanwhile
    }
    return store.commit(batch) instanceof Commit.Committed;
  }

  /// Messages without a time. The index is by time, so it is read once for all of a page whose time
  /// is not the one of a message that nobody has tried.
  private void due(Verification verification, Map<QueueId, StoredMessage> messages) {
    Map<QueueId, StoredMessage> without = new HashMap<>();
    messages.forEach((id, message) -> {
      if (!isDue(message)) {
        without.put(id, message);
      }
    });
    if (without.isEmpty()) {
      return;
    }
    // A time moves on only; one that moved while we read is found further on.
    Pages.forEach(
        store,
        Subspace.QUEUE_DUE,
        Range.all(),
        PAGE,
        page -> page.forEach(due -> without.remove(QueueKeys.idOfDue(due.key()))));
    for (QueueId id : new ArrayList<>(without.keySet())) {
      StoredMessage loaded = missing(id);
      if (loaded != null) {
        verification.found(
            NAME, "message " + id, "is due at no time: nobody would try it", () -> plan(loaded));
      }
    }
  }

  private boolean isDue(StoredMessage message) {
    byte[] key = QueueKeys.due(message.due().toEpochMilli(), message.id());
    return store.get(Subspace.QUEUE_DUE, key) != null;
  }

  /// The message when it is still there, and in no snapshot's index.
  private @Nullable StoredMessage missing(QueueId id) {
    StoredMessage loaded = QueueStore.load(store, id);
    if (loaded == null || isDue(loaded)) {
      return null;
    }
    var found = new ArrayList<Entry>();
    try (Snapshot now = store.snapshot()) {
      if (now.get(Subspace.QUEUE, QueueKeys.entry(id)) == null) {
        return null;
      }
      Pages.forEach(
          now,
          Subspace.QUEUE_DUE,
          Range.all(),
          PAGE,
          page ->
              page.stream()
                  .filter(due -> QueueKeys.idOfDue(due.key()).equals(id))
                  .forEach(found::add));
    }
    return found.isEmpty() ? loaded : null;
  }

  private boolean plan(StoredMessage message) {
    QueueId id = message.id();
    byte[] entry = QueueKeys.entry(id);
    byte[] stored = store.get(Subspace.QUEUE, entry);
    if (stored == null) {
      return false;
    }
    byte[] due = QueueKeys.due(message.due().toEpochMilli(), id);
    var batch =
        new Batch()
            .require(Subspace.QUEUE, entry, stored)
            .require(Subspace.QUEUE_DUE, due, null)
            .put(Subspace.QUEUE_DUE, due, new byte[0]);
    boolean planned = store.commit(batch) instanceof Commit.Committed;
    wake.run();
    return planned;
  }
}
