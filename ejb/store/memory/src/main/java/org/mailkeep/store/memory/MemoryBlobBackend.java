package org.mailkeep.store.memory;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.spi.BlobBackend;

/// Blobs in memory, for tests.
public final class MemoryBlobBackend implements BlobBackend {
  private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<String, MemoryUpload> uploads = new ConcurrentSkipListMap<>();

  @Override
  public Upload begin(String key) {
    var upload = new MemoryUpload(key);
    uploads.put(key, upload);
    return upload;
  }

  @Override
  public byte @Nullable [] read(String key, long offset, int length) {
    byte[] octets = objects.get(key);
    if (octets == null) {
      return null;
    }
    int from = (int) Math.min(octets.length, offset);
    return Arrays.copyOfRange(octets, from, (int) Math.min(octets.length, offset + length));
  }

  @Override
  public byte @Nullable [] last(String key, int length) {
    byte[] octets = objects.get(key);
    return octets == null
        ? null
        : Arrays.copyOfRange(octets, Math.max(0, octets.length - length), octets.length);
  }

  @Override
  public void delete(String key) {
    objects.remove(key);
  }

  @Override
  public void abandon(String key) {
    uploads.remove(key);
    objects.remove(key);
  }

  @Override
  public List<String> list(String after, int limit) {
    return objects.tailMap(after, false).keySet().stream().limit(limit).toList();
  }

  @Override
  public void close() {
    objects.clear();
  }

  /// Octets of all objects.
  public long size() {
    return objects.values().stream().mapToLong(octets -> octets.length).sum();
  }

  private final class MemoryUpload implements Upload {
    private final String key;
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

    MemoryUpload(String key) {
      this.key = key;
    }

    @Override
    public void write(byte[] more, int offset, int length) {
      octets.write(more, offset, length);
    }

    @Override
    public void finish() {
      if (!uploads.remove(key, this)) {
        throw new StoreException.Unavailable("the upload was abandoned");
      }
      objects.put(key, octets.toByteArray());
    }

    @Override
    public void close() {
      uploads.remove(key, this);
    }
  }
}
