package org.mailkeep.store.api;

import java.util.List;
import java.util.function.Consumer;

/// Goes over a range page by page, for those who may take longer than a snapshot lives.
public final class Pages {
  private Pages() {}

  /// Hands out all entries of a range, in order; those that come or go meanwhile may be missed or
  /// seen.
  ///
  /// @param size entries of a page
  public static void forEach(
      Reader reader, Subspace space, Range range, int size, Consumer<List<Entry>> work) {
    Range rest = range;
    List<Entry> page;
    do {
      page = reader.scan(space, rest, Direction.UP, size);
      if (!page.isEmpty()) {
        work.accept(page);
        rest = new Range(after(page.getLast().key()), range.to());
      }
    } while (page.size() == size);
  }

  /// The first key behind another.
  public static byte[] after(byte[] key) {
    return Keys.of().raw(key).u8(0).bytes();
  }
}
