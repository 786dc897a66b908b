package org.mailkeep.imap.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What one client knows of the mailbox that it has selected: only what it was told. Whatever is
/// told must fit to it.
final class StressView {
  /// A message; its UID is 0 and its flags are null as long as nobody told.
  static final class Message {
    long uid;
    long modseq;
    @Nullable Set<String> flags;

    boolean isKnown() {
      return uid > 0 && flags != null;
    }
  }

  private final StressLedger ledger;
  final String mailbox;
  final List<Message> messages = new ArrayList<>();

  /// Whether what this client wants of its own keyword, by UID, is still so.
  final Map<Long, Boolean> own;

  private final String keyword;
  long validity;

  /// The client's copy of HIGHESTMODSEQ, by the rules of RFC 7162 §6.
  long highest;

  /// The highest of what was told unasked since the last tagged reply.
  private long unasked;

  private boolean corrected;

  /// What a client remembers for the next time.
  record Remembered(long validity, long highest, List<Message> messages) {}

  StressView(StressLedger ledger, String mailbox, String keyword, Map<Long, Boolean> own) {
    this.ledger = ledger;
    this.mailbox = mailbox;
    this.keyword = keyword;
    this.own = own;
  }

  int size() {
    return messages.size();
  }

  long uid(int number) {
    return messages.get(number - 1).uid;
  }

  void exists(int count) {
    assertTrue(count >= size(), () -> count + " EXISTS, but there were " + size());
    while (size() < count) {
      messages.add(new Message());
    }
  }

  void expunged(int number) {
    assertTrue(number <= size(), () -> number + " EXPUNGE, but there are " + size());
    gone(messages.remove(number - 1));
  }

  private void gone(Message message) {
    if (message.uid > 0) {
      ledger.gone(mailbox, message.uid);
    }
  }

  /// VANISHED without EARLIER: each was a message here.
  void vanished(List<Long> uids) {
    for (long uid : uids) {
      int at = 0;
      while (at < size() && messages.get(at).uid < uid) {
        at++;
      }
      boolean known = at < size() && messages.get(at).uid == uid;
      if (!known) {
        at = unknownBefore(at);
        assertTrue(at >= 0, () -> uid + " vanished, which was not here");
        ledger.gone(mailbox, uid);
      }
      gone(messages.remove(at));
    }
  }

  /// A message of unknown UID right before a place, or -1.
  private int unknownBefore(int place) {
    int at = place - 1;
    return at >= 0 && messages.get(at).uid == 0 ? at : -1;
  }

  /// What is known here is what a new client is told.
  void agrees(StressView fresh) {
    assertEquals(fresh.size(), size(), () -> "in " + mailbox);
    for (int i = 0; i < fresh.size(); i++) {
      Message there = fresh.messages.get(i);
      Message here = messages.get(i);
      int number = i + 1;
      assertTrue(here.uid == 0 || here.uid == there.uid, () -> number + " is " + here.uid);
      if (here.flags != null) {
        assertEquals(there.flags, here.flags, () -> number + ", UID " + there.uid);
      }
    }
  }

  /// Whether all messages have been told.
  boolean isComplete() {
    return messages.stream().allMatch(Message::isKnown);
  }

  /// FETCH.
  ///
  /// @param asked whether the client asked for this
  void fetched(int number, StressReply.Fetched told, boolean asked) {
    assertTrue(number >= 1 && number <= size(), () -> number + " is fetched of " + size());
    Message message = messages.get(number - 1);
    if (told.uid() > 0) {
      named(number, message, told.uid());
    }
    long modseq = told.modseq();
    assertTrue(modseq == 0 || modseq >= message.modseq, () -> "versions shrink: " + told);
    Set<String> flags = told.flags();
    if (flags != null) {
      flagged(message, flags, modseq);
    }
    if (modseq > 0) {
      message.modseq = modseq;
      if (message.uid > 0) {
        ledger.told(mailbox, message.uid, modseq);
      }
      unasked = asked ? unasked : Math.max(unasked, modseq);
    }
    if (message.uid > 0) {
      ledger.seen(mailbox, message.uid, told.subject());
    }
  }

  private void named(int number, Message message, long uid) {
    assertTrue(message.uid == 0 || message.uid == uid, () -> number + " is " + message.uid);
    message.uid = uid;
    for (int i = number - 2; i >= 0 && i > number - 4; i--) {
      long before = messages.get(i).uid;
      assertTrue(before < uid, () -> uid + " after " + before);
    }
    for (int i = number; i < size() && i < number + 2; i++) {
      long after = messages.get(i).uid;
      assertTrue(after == 0 || after > uid, () -> uid + " before " + after);
    }
  }

  private void flagged(Message message, Set<String> flags, long modseq) {
    Set<String> known = message.flags;
    if (modseq > 0 && modseq <= highest && known != null) {
      assertEquals(known, flags, () -> "changed in " + modseq + ", all told up to " + highest);
    }
    message.flags = new TreeSet<>(flags);
    if (modseq > 0 && message.uid > 0) {
      ledger.told(mailbox, message.uid, modseq, flags);
    }
    Boolean wanted = own.get(message.uid);
    if (wanted != null) {
      assertEquals(wanted, flags.contains(keyword), () -> keyword + " of " + message.uid);
    }
  }

  /// A `.SILENT` change was done.
  void changed(Message message, String how, Set<String> change) {
    Set<String> flags = message.flags;
    if (how.startsWith("FLAGS")) {
      message.flags = new TreeSet<>(change);
    } else if (flags != null && how.startsWith("+")) {
      flags.addAll(change);
    } else if (flags != null) {
      flags.removeAll(change);
    }
  }

  /// HIGHESTMODSEQ was told.
  void highest(long modseq) {
    ledger.reached(mailbox, modseq);
    highest = modseq;
    corrected = true;
  }

  /// A tagged reply came.
  void replied() {
    if (!corrected) {
      highest = Math.max(highest, unasked);
    }
    corrected = false;
    unasked = 0;
  }

  /// Begins with what was known, before the reply to SELECT is read.
  void resume(Remembered known) {
    messages.addAll(known.messages());
    highest = 0;
    validity = known.validity();
  }

  /// What remains known when the mailbox is left, or null when some messages were never told.
  @Nullable Remembered remembered() {
    return isComplete() ? new Remembered(validity, highest, List.copyOf(messages)) : null;
  }

  /// The reply to SELECT with QRESYNC: what is told makes the old view the new one.
  ///
  /// @param since what was told before
  void resynchronized(
      int exists, Set<Long> vanished, Map<Integer, StressReply.Fetched> fetched, long since) {
    for (StressReply.Fetched each : fetched.values()) {
      assertTrue(each.modseq() > since, () -> each + " is no news after " + since);
      assertFalse(vanished.contains(each.uid()), () -> each + " is there and vanished");
    }
    Set<Long> known = new HashSet<>();
    for (Message message : messages) {
      known.add(message.uid);
      if (vanished.contains(message.uid)) {
        gone(message);
      }
    }
    messages.removeIf(message -> vanished.contains(message.uid));
    Map<Long, Integer> places = new HashMap<>();
    for (Map.Entry<Integer, StressReply.Fetched> each : fetched.entrySet()) {
      long uid = each.getValue().uid();
      places.put(uid, each.getKey());
      if (!known.contains(uid)) {
        Message message = new Message();
        message.uid = uid;
        messages.add(message);
      }
    }
    messages.sort(Comparator.comparingLong(message -> message.uid));
    assertEquals(exists, size(), () -> "after QRESYNC in " + mailbox + ": " + fetched.keySet());
    for (int i = 1; i <= size(); i++) {
      Integer place = places.get(uid(i));
      assertTrue(place == null || place == i, () -> place + " in the reply to QRESYNC");
    }
    long told = highest;
    highest = 0;
    fetched.forEach((number, one) -> fetched(number, one, true));
    highest = told;
  }
}
