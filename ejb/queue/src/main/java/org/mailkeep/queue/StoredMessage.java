package org.mailkeep.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.store.api.StagedBlob;

/// A message of the queue as it stands in the store. Immutable.
///
/// @param blob its octets
/// @param size how many
/// @param pages keys that hold more recipients than the entry
/// @param states of those recipients that have one stored, by index
record StoredMessage(
    QueueId id,
    Envelope envelope,
    BlobHash blob,
    long size,
    int pages,
    SortedMap<Integer, RecipientState> states) {
  StoredMessage {
    states =
        states.isEmpty()
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(states));
  }

  /// A message that nobody has tried to deliver yet.
  static StoredMessage fresh(QueueId id, Envelope envelope, StagedBlob blob) {
    int pages = MessageCodec.pages(envelope.recipients()).size() - 1;
    return new StoredMessage(
        id, envelope, blob.hash(), blob.size(), pages, Collections.emptySortedMap());
  }

  /// The state of a recipient.
  RecipientState state(int recipient) {
    RecipientState state = states.get(recipient);
    return state == null ? RecipientState.fresh(envelope.receivedAt()) : state;
  }

  /// Whether nothing is left to do for any recipient.
  boolean through() {
    return states.size() == envelope.recipients().size()
        && states.values().stream().allMatch(state -> state.phase().through());
  }

  /// When it is to be looked at next: the earliest time of those that wait.
  Instant due() {
    Instant due = Instant.ofEpochMilli(Long.MAX_VALUE);
    List<Recipient> recipients = envelope.recipients();
    for (int i = 0; i < recipients.size(); i++) {
      RecipientState state = state(i);
      if (!state.phase().through() && state.nextAttempt().isBefore(due)) {
        due = state.nextAttempt();
      }
    }
    return due;
  }

  /// The same with other states.
  StoredMessage with(SortedMap<Integer, RecipientState> changed) {
    var all = new TreeMap<>(states);
    all.putAll(changed);
    return new StoredMessage(id, envelope, blob, size, pages, all);
  }

  /// The same with more recipients, in pages up to this one.
  StoredMessage withMembers(List<Recipient> members, int lastPage) {
    var all = new ArrayList<>(envelope.recipients());
    all.addAll(members);
    return new StoredMessage(id, envelope.withRecipients(all), blob, size, lastPage, states);
  }
}
