package org.mailkeep.queue;

import org.mailkeep.kernel.QueueId;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Subspace;

/// The keys of the queue.
///
/// `QUEUE`: (id, 0) the entry with its first recipients; (id, 1, page) more recipients; (id, 2,
/// index) the state of a recipient that has been tried. `QUEUE_DUE`: (time, id), one per message.
final class QueueKeys {
  static final int ENTRY = 0;
  static final int PAGE = 1;
  static final int STATE = 2;

  private static final int KIND_AT = 8;
  private static final int NUMBER_AT = 9;

  private QueueKeys() {}

  static byte[] message(QueueId id) {
    return Keys.of(id.value()).bytes();
  }

  static byte[] entry(QueueId id) {
    return Keys.of(id.value()).u8(ENTRY).bytes();
  }

  static byte[] page(QueueId id, int page) {
    return Keys.of(id.value()).u8(PAGE).u32(page).bytes();
  }

  static byte[] state(QueueId id, int recipient) {
    return Keys.of(id.value()).u8(STATE).u32(recipient).bytes();
  }

  static byte[] due(long millis, QueueId id) {
    return Keys.of(millis).u64(id.value()).bytes();
  }

  /// Who refers to the blob.
  static byte[] owner(QueueId id) {
    return Keys.of().u8(Subspace.QUEUE.code()).u64(id.value()).bytes();
  }

  static QueueId idOf(byte[] key) {
    return new QueueId(Keys.u64(key, 0));
  }

  static int kindOf(byte[] key) {
    return key[KIND_AT];
  }

  static int numberOf(byte[] key) {
    return Keys.u32(key, NUMBER_AT);
  }

  static long timeOfDue(byte[] key) {
    return Keys.u64(key, 0);
  }

  static QueueId idOfDue(byte[] key) {
    return new QueueId(Keys.u64(key, Long.BYTES));
  }
}
