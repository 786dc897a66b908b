package org.mailkeep.store.api.index;

import org.mailkeep.store.api.SearchField;

/// Where a word stands in a message: its places, ascending, in the form in which they are stored.
///
/// A place is a field's code above a number of 24 bits that counts the words of the field; texts of
/// a field have a gap between them.
///
/// @param places differences from one to the next
record Posting(long email, byte[] places) {
  /// Words of a field that get a number of their own.
  static final int MOST = 1 << 24;

  /// The place of a word.
  static int place(SearchField field, int number) {
    return (field.code() << 24) | number;
  }

  /// Whether a place lies in one of the fields.
  ///
  /// @param fields bit by code
  static boolean in(int fields, int place) {
    return (fields & (1 << (place >>> 24))) != 0;
  }
}
