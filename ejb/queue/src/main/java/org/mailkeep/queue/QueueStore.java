package org.mailkeep.queue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

/// The queue's keys and records in the stores. Safe for many threads.
final class QueueStore {
  private static final int ATTEMPTS = 20;
  private static final int SCAN = 512;

  private final DataStore data;
  private final BlobStore blobs;
  private final Journal journal;

  /// @param journal is told, within each commit, what the history is to know
  QueueStore(DataStore data, BlobStore blobs, Journal journal) {
    this.data = data;
    this.blobs = blobs;
    this.journal = journal;
  }

  /// Does what the work adds to a batch, in one commit; nothing when it adds nothing. On a conflict
  /// the work runs again, a bounded number of times.
  <T> T write(Function<Batch, T> work) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var batch = new Batch();
      T result = work.apply(batch);
      if (batch.isEmpty() || data.commit(batch) instanceof Commit.Committed) {
        return result;
      }
    }
    throw new StoreException.Contended("queue: conflicts in each of " + ATTEMPTS + " attempts");
  }

  Journal journal() {
    return journal;
  }

  BlobStore blobs() {
    return blobs;
  }

  /// Stores a new message in one commit. Another message with the same octets may be on its way
  /// into the blob store at the same moment, which is a conflict and no failure.
  ///
  /// @throws StoreException.Contended also when the id is taken
  void add(StoredMessage message, StagedBlob blob) {
    write(batch -> {
      batch.require(Subspace.QUEUE, QueueKeys.entry(message.id()), null);
      insert(batch, message, blob);
      return message.id();
    });
  }

  /// Adds a new message, its octets and its due time.
  void insert(Batch batch, StoredMessage message, StagedBlob blob) {
    blob.link(batch, QueueKeys.owner(message.id()));
    List<List<byte[]>> pages = MessageCodec.pages(message.envelope().recipients());
    QueueId id = message.id();
    batch.put(Subspace.QUEUE, QueueKeys.entry(id), MessageCodec.entry(message, pages.getFirst()));
    for (int page = 1; page < pages.size(); page++) {
      batch.put(Subspace.QUEUE, QueueKeys.page(id, page), MessageCodec.page(pages.get(page)));
    }
    putDue(batch, message.due().toEpochMilli(), id);
  }

  /// Adds recipients that took another's place.
  ///
  /// @return the message with them
  StoredMessage insertMembers(Batch batch, StoredMessage message, List<Recipient> members) {
    int page = message.pages();
    for (List<byte[]> records : MessageCodec.pages(members)) {
      page++;
      batch.put(Subspace.QUEUE, QueueKeys.page(message.id(), page), MessageCodec.page(records));
    }
    return message.withMembers(members, page);
  }

  void putState(Batch batch, QueueId id, int recipient, RecipientState state) {
    batch.put(Subspace.QUEUE, QueueKeys.state(id, recipient), MessageCodec.state(state));
  }

  void putDue(Batch batch, long millis, QueueId id) {
    batch.put(Subspace.QUEUE_DUE, QueueKeys.due(millis, id), new byte[0]);
  }

  Batch deleteDue(Batch batch, long millis, QueueId id) {
    return batch.delete(Subspace.QUEUE_DUE, QueueKeys.due(millis, id));
  }

  /// Removes all of a message but its reference to the blob; each key by itself, since ranges are
  /// dear to some stores.
  void remove(Batch batch, StoredMessage message, long due) {
    QueueId id = message.id();
    batch.delete(Subspace.QUEUE, QueueKeys.entry(id));
    for (int page = 1; page <= message.pages(); page++) {
      batch.delete(Subspace.QUEUE, QueueKeys.page(id, page));
    }
    message
        .states()
        .keySet()
        .forEach(index -> batch.delete(Subspace.QUEUE, QueueKeys.state(id, index)));
    deleteDue(batch, due, id);
  }

  /// Ends a message's reference to its blob.
  void unlink(Batch batch, StoredMessage message) {
    blobs.unlink(batch, message.blob(), QueueKeys.owner(message.id()));
  }

  /// All of a message, or null when there is none.
  @Nullable StoredMessage load(QueueId id) {
    return load(data, id);
  }

  /// All of a message in a store, or null when there is none.
  static @Nullable StoredMessage load(Reader data, QueueId id) {
    List<StoredMessage> one = parse(scanMessage(data, id));
    return one.isEmpty() ? null : one.getFirst();
  }

  /// When a message is due according to the index, or null when the index does not know it.
  @Nullable Long indexedDue(StoredMessage message) {
    long expected = message.due().toEpochMilli();
    if (hasDue(expected, message.id())) {
      return expected;
    }
    byte[] from = new byte[0];
    while (true) {
      List<Entry> page = data.scan(Subspace.QUEUE_DUE, new Range(from, null), Direction.UP, SCAN);
      for (Entry entry : page) {
        if (QueueKeys.idOfDue(entry.key()).equals(message.id())) {
          return QueueKeys.timeOfDue(entry.key());
        }
      }
      if (page.size() < SCAN) {
        return null;
      }
      from = after(page.getLast().key());
    }
  }

  boolean hasDue(long millis, QueueId id) {
    return data.get(Subspace.QUEUE_DUE, QueueKeys.due(millis, id)) != null;
  }

  /// Due records from a key on, earliest first.
  List<Entry> due(byte[] from, int limit) {
    return data.scan(Subspace.QUEUE_DUE, new Range(from, null), Direction.UP, limit);
  }

  /// How many messages there are.
  long count() {
    long count = 0;
    byte[] from = new byte[0];
    while (true) {
      List<Entry> page = due(from, SCAN);
      count += page.size();
      if (page.size() < SCAN) {
        return count;
      }
      from = after(page.getLast().key());
    }
  }

  /// Some messages after an id, oldest first.
  ///
  /// @param limit the most that come back, at least 1
  List<StoredMessage> after(@Nullable QueueId after, int limit) {
    byte[] from = after == null ? new byte[0] : QueueKeys.message(new QueueId(after.value() + 1));
    var entries = new ArrayList<Entry>();
    int messages = 0;
    while (true) {
      List<Entry> page = data.scan(Subspace.QUEUE, new Range(from, null), Direction.UP, SCAN);
      for (Entry entry : page) {
        if (QueueKeys.kindOf(entry.key()) == QueueKeys.ENTRY && ++messages > limit) {
          return parse(entries);
        }
        entries.add(entry);
      }
      if (page.size() < SCAN) {
        return parse(entries);
      }
      from = after(page.getLast().key());
    }
  }

  /// The first key behind another.
  static byte[] after(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }

  private static List<Entry> scanMessage(Reader data, QueueId id) {
    byte[] prefix = QueueKeys.message(id);
    var entries = new ArrayList<Entry>();
    byte[] from = prefix;
    while (true) {
      List<Entry> page = data.scan(Subspace.QUEUE, Range.within(prefix, from), Direction.UP, SCAN);
      entries.addAll(page);
      if (page.size() < SCAN) {
        return entries;
      }
      from = after(page.getLast().key());
    }
  }

  /// Messages of keys in order; states without an entry belong to none.
  private static List<StoredMessage> parse(List<Entry> entries) {
    var messages = new ArrayList<StoredMessage>();
    for (int start = 0, end; start < entries.size(); start = end) {
      QueueId id = QueueKeys.idOf(entries.get(start).key());
      end = start + 1;
      while (end < entries.size() && QueueKeys.idOf(entries.get(end).key()).equals(id)) {
        end++;
      }
      if (QueueKeys.kindOf(entries.get(start).key()) == QueueKeys.ENTRY) {
        messages.add(message(id, entries.subList(start, end)));
      }
    }
    return messages;
  }

  /// A message by its own record alone, without further recipients and their states.
  static StoredMessage entry(QueueId id, byte[] record) {
    return message(id, List.of(new Entry(QueueKeys.entry(id), record)));
  }

  private static StoredMessage message(QueueId id, List<Entry> entries) {
    var draft = new MessageCodec.Draft();
    SortedMap<Integer, RecipientState> states = new TreeMap<>();
    int pages = 0;
    for (Entry entry : entries) {
      switch (QueueKeys.kindOf(entry.key())) {
        case QueueKeys.ENTRY -> draft.read(entry.value());
        case QueueKeys.PAGE -> {
          draft.read(entry.value());
          pages = QueueKeys.numberOf(entry.key());
        }
        case QueueKeys.STATE ->
            states.put(QueueKeys.numberOf(entry.key()), MessageCodec.state(entry.value()));
        default -> {} // of a later version
      }
    }
    return draft.message(id, pages).with(states);
  }
}
