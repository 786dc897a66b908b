package org.mailkeep.store.api;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.StoreEvent;

/// A backend whose failures, and what takes too long, are told of; a [StoreWatch] hears each.
public final class ObservedBackend implements DataBackend {
  private final DataBackend backend;
  private final StoreWatch watch;
  private final Events events;
  private final Observer observer;

  /// @param watch hears of failures
  /// @param slow what takes longer is told of
  public ObservedBackend(DataBackend backend, StoreWatch watch, Events events, Duration slow) {
    this.backend = backend;
    this.watch = watch;
    this.events = events;
    this.observer = new Observer(watch, events, slow);
  }

  @Override
  public byte @Nullable [] get(Subspace space, byte[] key) {
    return observer.get(backend, space, key);
  }

  @Override
  public List<byte @Nullable []> get(Subspace space, List<byte[]> keys) {
    return observer.get(backend, space, keys);
  }

  @Override
  public List<Entry> scan(Subspace space, Range range, Direction direction, int limit) {
    return observer.scan(backend, space, range, direction, limit);
  }

  @Override
  public Snapshot snapshot() {
    return new ObservedSnapshot(observer.read("snapshot", backend::snapshot), observer);
  }

  @Override
  public Commit commit(Batch batch) {
    return observer.commit(() -> backend.commit(batch));
  }

  @Override
  public Commit writeAhead(Batch batch) {
    return observer.commit(() -> backend.writeAhead(batch));
  }

  @Override
  public void close() {
    backend.close();
    events.emit(new StoreEvent.Closed(watch.name()));
  }

  private record ObservedSnapshot(Snapshot snapshot, Observer observer) implements Snapshot {
    @Override
    public byte @Nullable [] get(Subspace space, byte[] key) {
      return observer.get(snapshot, space, key);
    }

    @Override
    public List<byte @Nullable []> get(Subspace space, List<byte[]> keys) {
      return observer.get(snapshot, space, keys);
    }

    @Override
    public List<Entry> scan(Subspace space, Range range, Direction direction, int limit) {
      return observer.scan(snapshot, space, range, direction, limit);
    }

    @Override
    public void close() {
      snapshot.close();
    }
  }
}
