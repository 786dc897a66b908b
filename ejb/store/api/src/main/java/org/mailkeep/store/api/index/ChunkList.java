package org.mailkeep.store.api.index;

import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

/// The end of a list that lies in chunks: things are appended to the open chunk; when it is full it
/// is put away under the next number and never touched again. For one thread.
///
/// A chunk begins with how many were put away before it, and the message of its last posting.
final class ChunkList {
  private final byte[] list;
  private final int most;
  private long closed;
  private long last;
  private Octets open = new Octets();

  /// @param stored the open chunk, or null when the list is new
  /// @param most octets of a chunk, about
  ChunkList(byte[] list, byte @Nullable [] stored, int most) {
    this.list = list;
    this.most = most;
    if (stored != null) {
      var in = new Octets.Cursor(stored);
      closed = in.number();
      last = in.number();
      open.raw(stored, in.at, stored.length - in.at);
    }
  }

  /// How many chunks of a list were put away, as its open one says.
  static int closed(byte[] open) {
    long closed = new Octets.Cursor(open).number();
    if (closed < 0 || closed >= Integer.MAX_VALUE) {
      throw new StoreException.Corrupt("index: list of " + closed + " chunks");
    }
    return (int) closed;
  }

  /// A chunk's content, from its first element on.
  static Octets.Cursor content(byte[] chunk) {
    var in = new Octets.Cursor(chunk);
    in.number();
    in.number();
    return in;
  }

  void append(Batch batch, Posting posting) {
    var element = new Octets();
    makeRoom(batch, posting.places().length + 12);
    element.signed(posting.email() - last).number(posting.places().length).raw(posting.places());
    last = posting.email();
    open.raw(element.bytes());
  }

  void append(Batch batch, byte[] word) {
    makeRoom(batch, word.length + 2);
    open.number(word.length).raw(word);
  }

  /// Puts the open chunk.
  void finish(Batch batch) {
    batch.put(Subspace.SEARCH, IndexKeys.chunk(list, IndexKeys.OPEN), chunk());
  }

  private void makeRoom(Batch batch, int octets) {
    if (open.length() == 0 || open.length() + octets <= most) {
      return;
    }
    batch.put(Subspace.SEARCH, IndexKeys.chunk(list, (int) closed), chunk());
    closed++;
    last = 0;
    open = new Octets();
  }

  private byte[] chunk() {
    return new Octets().number(closed).number(last).raw(open.bytes()).bytes();
  }
}
