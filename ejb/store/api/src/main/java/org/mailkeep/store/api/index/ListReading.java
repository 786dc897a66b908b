package org.mailkeep.store.api.index;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

/// Reads lists chunk by chunk, many at a time.
///
/// @param reader a consistent view
record ListReading(Reader reader) {
  /// Chunks that are read at once.
  private static final int PAGE = 500;

  /// All chunks of lists, those that are not there left out; in no order.
  void lists(List<byte[]> lists, Consumer<Octets.Cursor> chunk) {
    List<byte[]> closed = new ArrayList<>();
    for (int from = 0; from < lists.size(); from += PAGE) {
      List<byte[]> page = lists.subList(from, Math.min(lists.size(), from + PAGE));
      List<byte @Nullable []> open =
          reader.get(
              Subspace.SEARCH,
              page.stream().map(list -> IndexKeys.chunk(list, IndexKeys.OPEN)).toList());
      for (int i = 0; i < page.size(); i++) {
        byte[] octets = open.get(i);
        if (octets != null) {
          chunk.accept(ChunkList.content(octets));
          for (int number = 0; number < ChunkList.closed(octets); number++) {
            closed.add(IndexKeys.chunk(page.get(i), number));
          }
        }
      }
      chunks(closed, chunk);
      closed.clear();
    }
  }

  private void chunks(List<byte[]> keys, Consumer<Octets.Cursor> chunk) {
    for (int from = 0; from < keys.size(); from += PAGE) {
      List<byte[]> page = keys.subList(from, Math.min(keys.size(), from + PAGE));
      for (byte @Nullable [] octets : reader.get(Subspace.SEARCH, page)) {
        if (octets == null) {
          throw new StoreException.Corrupt("index: a list lacks a chunk");
        }
        chunk.accept(ChunkList.content(octets));
      }
    }
  }

  /// All chunks of all lists in a range.
  void range(Range range, Consumer<Octets.Cursor> chunk) {
    Range rest = range;
    List<Entry> page;
    do {
      page = reader.scan(Subspace.SEARCH, rest, Direction.UP, PAGE);
      for (Entry entry : page) {
        chunk.accept(ChunkList.content(entry.value()));
      }
      if (!page.isEmpty()) {
        byte[] after = Keys.of().raw(page.getLast().key()).u8(0).bytes();
        rest = new Range(after, range.to());
      }
    } while (page.size() == PAGE);
  }
}
