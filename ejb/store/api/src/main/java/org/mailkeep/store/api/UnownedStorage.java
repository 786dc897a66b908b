package org.mailkeep.store.api;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Storage ids under which octets were found, and whom they belong to: as many are noted as fit
/// into memory, then those go that have a reservation or are noted as garbage, then those that a
/// blob has. A writer's reservation ends in the commit that makes the blob's record, so one of the
/// two is seen. For one thread.
final class UnownedStorage {
  /// Ids that are held in memory, about 100 octets each.
  static final int MOST = 200_000;

  private static final int PAGE = 500;

  private final DataStore store;
  private final Set<ByteBuffer> unknown = new HashSet<>();

  UnownedStorage(DataStore store) {
    this.store = store;
  }

  void add(byte[] storage) {
    unknown.add(ByteBuffer.wrap(storage));
  }

  int size() {
    return unknown.size();
  }

  /// Hands out those that belong to nobody, and forgets all.
  void sift(Consumer<byte[]> unowned) {
    forget(
        Subspace.BLOB_RESERVATION,
        BlobKeys.intentsBefore(Long.MAX_VALUE),
        entry -> BlobKeys.storageOf(entry.key()));
    forget(
        Subspace.BLOB_RESERVATION,
        BlobKeys.allGarbage(),
        entry -> BlobKeys.storageOfGarbage(entry.key()));
    forget(Subspace.BLOB, Range.all(), entry -> BlobRecord.parse(entry.value()).storage());
    List<ByteBuffer> left = List.copyOf(unknown);
    unknown.clear();
    for (ByteBuffer id : left) {
      byte[] storage = new byte[id.remaining()];
      id.duplicate().get(storage);
      unowned.accept(storage);
    }
  }

  private void forget(Subspace space, Range range, Function<Entry, byte[]> storage) {
    if (!unknown.isEmpty()) {
      Pages.forEach(
          store,
          space,
          range,
          PAGE,
          page -> page.forEach(entry -> unknown.remove(ByteBuffer.wrap(storage.apply(entry)))));
    }
  }
}
