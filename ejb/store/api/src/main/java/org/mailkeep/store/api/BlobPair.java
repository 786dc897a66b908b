package org.mailkeep.store.api;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.spi.BlobBackend;

/// Two backends of which one takes the place of the other: new objects go there, older ones are
/// read where they are, before and after they are moved. Both stay open.
record BlobPair(BlobBackend now, BlobBackend before) implements BlobBackend {
  @Override
  public Upload begin(String key) {
    return now.begin(key);
  }

  @Override
  public byte @Nullable [] read(String key, long offset, int length) {
    return find(backend -> backend.read(key, offset, length));
  }

  @Override
  public byte @Nullable [] last(String key, int length) {
    return find(backend -> backend.last(key, length));
  }

  @Override
  public void delete(String key) {
    before.delete(key);
    now.delete(key);
  }

  @Override
  public void abandon(String key) {
    before.abandon(key);
    now.abandon(key);
  }

  @Override
  public List<String> list(String after, int limit) {
    var keys = new TreeSet<>(now.list(after, limit));
    keys.addAll(before.list(after, limit));
    return keys.stream().limit(limit).toList();
  }

  @Override
  public List<String> foreign(int limit) {
    return Stream.of(now, before)
        .flatMap(backend -> backend.foreign(limit).stream())
        .limit(limit)
        .toList();
  }

  /// Each is closed by whoever opened it.
  @Override
  public void close() {}

  private interface Question {
    byte @Nullable [] ask(BlobBackend backend);
  }

  /// One that is in neither may have been moved between the two questions.
  private byte @Nullable [] find(Question question) {
    byte[] here = question.ask(now);
    byte[] found = here == null ? question.ask(before) : here;
    return found == null ? question.ask(now) : found;
  }
}
