package org.mailkeep.store.api;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.spi.BlobBackend;
import org.mailkeep.telemetry.Events;

/// A backend of blobs whose failures, and what takes too long, are told of; a [StoreWatch] hears
/// each.
public final class ObservedBlobs implements BlobBackend {
  private final BlobBackend backend;
  private final Observer observer;

  /// @param watch hears of failures
  /// @param slow what takes longer is told of
  public ObservedBlobs(BlobBackend backend, StoreWatch watch, Events events, Duration slow) {
    this.backend = backend;
    this.observer = new Observer(watch, events, slow);
  }

  @Override
  public Upload begin(String key) {
    return new ObservedUpload(observer.write("put", () -> backend.begin(key)), observer);
  }

  @Override
  public byte @Nullable [] read(String key, long offset, int length) {
    return observer.read("get", () -> new Octets(backend.read(key, offset, length))).octets();
  }

  @Override
  public byte @Nullable [] last(String key, int length) {
    return observer.read("get", () -> new Octets(backend.last(key, length))).octets();
  }

  @Override
  public void delete(String key) {
    observer.change("delete", () -> backend.delete(key));
  }

  @Override
  public void abandon(String key) {
    observer.change("delete", () -> backend.abandon(key));
  }

  @Override
  public List<String> list(String after, int limit) {
    return observer.read("scan", () -> backend.list(after, limit));
  }

  @Override
  public List<String> foreign(int limit) {
    return observer.read("scan", () -> backend.foreign(limit));
  }

  @Override
  public void close() {
    backend.close();
  }

  private record Octets(byte @Nullable [] octets) {}

  private record ObservedUpload(Upload upload, Observer observer) implements Upload {
    @Override
    public void write(byte[] octets, int offset, int length) {
      observer.change("put", () -> upload.write(octets, offset, length));
    }

    @Override
    public void finish() {
      observer.change("put", upload::finish);
    }

    @Override
    public void close() {
      upload.close();
    }
  }
}
