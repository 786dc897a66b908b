package org.mailkeep.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.mailbox.Content;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.StagedBlob;

/// A message in hand: what the store holds of it, and what is being done about it. Its monitor
/// guards all of it, also while a change of it is being stored, so that memory and store agree.
///
/// Law: a recipient is put into `handed` before anyone can commit its settlement, and nobody else
/// changes that recipient until the outcome of that commit is known.
final class Job {
  private static final long COST = 2_000;
  private static final int NOBODY = -1;
  private static final long SMALL = 16 * 1024;

  private final QueueId id;
  private final QueueStore store;
  private final MessageContent content;
  private final BitSet trying = new BitSet();
  private final BitSet handed = new BitSet();
  private final BitSet asked = new BitSet();
  private StoredMessage message;
  private long due;
  private int ways;
  private boolean gone;
  private boolean letGo;
  private volatile boolean stored;
  private int removing = NOBODY;
  private int giving = NOBODY;

  /// @param due the time under which the index has it
  Job(QueueStore store, StoredMessage message, MessageContent content, long due) {
    this.id = message.id();
    this.store = store;
    this.message = message;
    this.content = content;
    this.due = due;
  }

  /// A message that is about to be queued.
  static Job fresh(QueueStore store, QueueId id, Envelope envelope, StagedBlob blob) {
    StoredMessage message = StoredMessage.fresh(id, envelope, blob);
    long due = message.due().toEpochMilli();
    return new Job(store, message, new MessageContent.Recent(blob, true), due);
  }

  QueueId id() {
    return id;
  }

  MessageContent content() {
    return content;
  }

  /// Octets of memory it takes, about.
  long cost() {
    return content instanceof MessageContent.Stored ? COST : COST + Math.min(content.size(), SMALL);
  }

  synchronized StoredMessage message() {
    return message;
  }

  synchronized long due() {
    return due;
  }

  /// It is committed.
  void stored() {
    stored = true;
  }

  /// Whether its own commit is done.
  boolean isStored() {
    return stored;
  }

  /// Whether no way is being gone.
  synchronized boolean idle() {
    return ways == 0;
  }

  /// Whether the store holds it no more.
  synchronized boolean gone() {
    return gone;
  }

  /// Nobody acts through this object any more: what is still to be done is read from the store.
  synchronized void letGo() {
    letGo = true;
  }

  synchronized boolean isLetGo() {
    return letGo;
  }

  /// Takes the recipients that are due. To be ended by [#endWay].
  synchronized List<Integer> begin(Instant now) {
    ways = 1;
    var taken = new ArrayList<Integer>();
    for (int i = 0; i < message.envelope().recipients().size() && !gone; i++) {
      if (message.state(i).due(now)) {
        taken.add(i);
        trying.set(i);
      }
    }
    return taken;
  }

  /// So many ways more are being gone.
  synchronized void beginWays(int more) {
    ways += more;
  }

  /// Ends a way.
  ///
  /// @return whether it was the last
  synchronized boolean endWay() {
    return --ways == 0;
  }

  synchronized boolean isTrying(int recipient) {
    return trying.get(recipient);
  }

  /// This recipient, which is being tried, is to be tried again at once if that fails.
  synchronized void askAgain(int recipient) {
    asked.set(recipient);
  }

  /// Whether [#askAgain] was called in this attempt.
  synchronized boolean isAsked(int recipient) {
    return asked.get(recipient);
  }

  synchronized boolean isHanded(int recipient) {
    return handed.get(recipient);
  }

  /// Whether the sender is owed a report when this recipient has it.
  synchronized boolean owesSuccess(int recipient) {
    return message.envelope().sender() != null
        && message.envelope().recipients().get(recipient).wants(Notify.SUCCESS);
  }

  /// What [Attempt#hand] promises: the reference of the queue itself for a last recipient.
  synchronized Content hand(int recipient) {
    if (owesSuccess(recipient) || !isLast(recipient)) {
      return content.content();
    }
    giving = recipient;
    return new Content.Handed(message.blob(), message.size(), QueueKeys.owner(id));
  }

  /// What [Attempt#settle] promises.
  synchronized void settle(int recipient, Batch batch) {
    handed.set(recipient);
    removing = NOBODY;
    store.journal().filed(batch, message, recipient);
    if (owesSuccess(recipient)) {
      putEnd(batch, recipient, RecipientState.Phase.UNREPORTED);
    } else if (isLast(recipient)) {
      removing = recipient;
      store.remove(batch, message, due);
      if (recipient != giving) {
        store.unlink(batch, message);
      }
    } else {
      putEnd(batch, recipient, RecipientState.Phase.DELIVERED);
    }
  }

  /// Takes over what settlements stored: those recipients are filed. The settlement that removes
  /// the message is that of a last recipient, so no other one is handed out beside it.
  synchronized void filed(List<Integer> recipients) {
    var ends = new TreeMap<Integer, RecipientState>();
    for (int recipient : recipients) {
      gone |= recipient == removing;
      ends.put(recipient, end(recipient));
    }
    if (!gone) {
      message = message.with(ends);
    }
  }

  /// Takes over what a change stored.
  synchronized void changed(StoredMessage now, long dueNow) {
    message = now;
    due = dueNow;
  }

  /// It was removed from the store.
  synchronized void removed() {
    gone = true;
  }

  /// These recipients are no longer being tried.
  synchronized void tried(Set<Integer> recipients) {
    for (int recipient : recipients) {
      trying.clear(recipient);
      giving = recipient == giving ? NOBODY : giving;
      handed.clear(recipient);
      asked.clear(recipient);
    }
  }

  private boolean isLast(int recipient) {
    int count = message.envelope().recipients().size();
    for (int i = 0; i < count; i++) {
      if (i != recipient && !message.state(i).phase().through()) {
        return false;
      }
    }
    return true;
  }

  private void putEnd(Batch batch, int recipient, RecipientState.Phase phase) {
    store.putState(batch, id, recipient, message.state(recipient).through(phase, null));
  }

  private RecipientState end(int recipient) {
    var phase =
        owesSuccess(recipient) ? RecipientState.Phase.UNREPORTED : RecipientState.Phase.DELIVERED;
    return message.state(recipient).through(phase, null);
  }
}
