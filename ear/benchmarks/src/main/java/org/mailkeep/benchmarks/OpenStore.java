package org.mailkeep.benchmarks;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.BlobForm;
import org.mailkeep.store.api.BlobLimits;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.DataBlobStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.spi.BlobBackend;
import org.mailkeep.store.api.spi.DataBackend;

/// A store that is open, with the roles that it serves.
///
/// @param name in the table
/// @param data null when it keeps none
/// @param blobs null when it keeps none
/// @param lookups null when it keeps none
/// @param ends what is closed with it, the last first
record OpenStore(
    String name,
    @Nullable Data data,
    @Nullable Blobs blobs,
    @Nullable LookupStore lookups,
    Deque<Runnable> ends)
    implements AutoCloseable {
  /// The data role.
  ///
  /// @param groups how many groups of commits were written
  /// @param bare what it is held against
  record Data(DataBackend backend, LongSupplier groups, Bare bare) {}

  /// The blob role.
  ///
  /// @param links where links are committed
  record Blobs(BlobStore store, DataStore links) {}

  /// A store without any role yet.
  static OpenStore named(String name) {
    return new OpenStore(name, null, null, null, new ArrayDeque<>());
  }

  /// The same with data, and blobs and look-ups in it.
  OpenStore with(Data more, LookupStore lookupsInIt) {
    var store = new DataStore(more.backend());
    ends.push(more.bare()::close);
    ends.push(more.backend()::close);
    return new OpenStore(name, more, new Blobs(blobStore(store, null), store), lookupsInIt, ends);
  }

  /// The same with blobs alone.
  ///
  /// @param index where their index lies
  OpenStore with(DataBackend index, BlobBackend outside) {
    var store = new DataStore(index);
    ends.push(index::close);
    ends.push(outside::close);
    return new OpenStore(name, null, new Blobs(blobStore(store, outside), store), null, ends);
  }

  /// The same with look-ups alone.
  OpenStore with(LookupStore alone) {
    return new OpenStore(name, null, null, alone, ends);
  }

  private static BlobStore blobStore(DataStore store, @Nullable BlobBackend outside) {
    return new DataBlobStore(
        store,
        BlobLimits.DEFAULT,
        Chance.secure(),
        InstantSource.system(),
        BlobForm.PLAIN,
        outside);
  }

  @Override
  public void close() {
    while (!ends.isEmpty()) {
      ends.pop().run();
    }
  }
}
