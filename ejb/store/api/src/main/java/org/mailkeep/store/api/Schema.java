package org.mailkeep.store.api;

import java.nio.charset.StandardCharsets;

/// The form in which records are stored. It stands in the store, so that a server never reads what
/// it does not understand.
public final class Schema {
  /// The form that this server writes.
  public static final int VERSION = 1;

  private static final byte[] KEY = "schema".getBytes(StandardCharsets.US_ASCII);

  private Schema() {}

  /// Marks a new store with this server's form, or checks that a store has a form that this server
  /// knows.
  ///
  /// @throws StoreException.Unavailable when a newer server has written the store
  public static void check(DataStore store) {
    byte[] stored = store.get(Subspace.STORE, KEY);
    if (stored == null) {
      store.write((reader, batch) ->
          reader.get(Subspace.STORE, KEY) == null
              ? batch.require(Subspace.STORE, KEY, null).put(Subspace.STORE, KEY, octets())
              : batch);
      return;
    }
    int version = Keys.u32(stored, 0);
    if (version > VERSION) {
      throw new StoreException.Unavailable(
          "the store has schema "
              + version
              + " of a newer server; this one knows schema "
              + VERSION
              + " and must not open it");
    }
  }

  private static byte[] octets() {
    return Keys.of().u32(VERSION).bytes();
  }
}
