package org.mailkeep.store.api.index;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Range;

/// One place of a phrase: the lists of all words that may stand there.
///
/// @param lists of these words, or empty
/// @param range or all lists in it
record Place(List<byte[]> lists, @Nullable Range range) {
  static Place of(byte[] list) {
    return new Place(List.of(list), null);
  }

  static Place of(Range range) {
    return new Place(List.of(), range);
  }

  void read(ListReading reading, Consumer<Octets.Cursor> chunk) {
    if (range == null) {
      reading.lists(lists, chunk);
    } else {
      reading.range(range, chunk);
    }
  }
}
