package org.mailkeep.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.kernel.MailboxId;

/// Views against a plain map, and what they say of the way from an older one.
class ViewTest {
  private static final MailboxId BOX = new MailboxId(1);

  private static Chunk.Row row(int uid, Flags flags, long modSeq) {
    return new Chunk.Row(uid, uid * 10L, uid + 100, uid, uid + 1, flags, modSeq);
  }

  private static MailboxStatus status(int uidNext, long modSeq) {
    return new MailboxStatus(0, 0, 0, 0, 0, uidNext, 1, modSeq);
  }

  private static MailboxView of(int... uids) {
    ViewEdit edit = ViewEdit.empty(BOX);
    for (int uid : uids) {
      edit.append(row(uid, Flags.NONE, 1));
    }
    return edit.loaded(status(uids.length == 0 ? 1 : uids[uids.length - 1] + 1, 1));
  }

  @Test
  void knowsTheFirstUnseenAndTheKeywordsOfAnyNumberOfMessages() {
    ViewEdit edit = ViewEdit.empty(BOX);
    Flags seen = Flags.of(SystemFlag.SEEN);
    for (int uid = 1; uid <= 30_000; uid++) {
      Flags flags = uid % 1000 == 0 ? seen.with(Flags.of(0, List.of("k" + uid / 10_000))) : seen;
      edit.append(row(uid, uid == 20_001 ? Flags.NONE : flags, 1));
    }
    MailboxStatus status = new MailboxStatus(30_000, 1, 0, 0, 0, 30_001, 1, 1);
    MailboxView view = edit.loaded(status);
    assertEquals(20_000, view.firstUnseen());
    assertEquals(List.of("k0", "k1", "k2", "k3"), view.keywords(100));
    assertEquals(2, view.keywords(2).size());
    MailboxView next =
        ViewEdit.of(view)
            .update(
                List.of(
                    new FlagResult.Entry(20_001, seen, 2),
                    new FlagResult.Entry(30_000, Flags.NONE, 2)))
            .after(view, status);
    assertEquals(29_999, next.firstUnseen());
    assertEquals(List.of("k0", "k1", "k2"), next.keywords(100));
    assertEquals(20_000, view.firstUnseen(), "a view never changes");
    assertEquals(-1, of(1, 2).firstUnseen(), "nothing is unseen, says its status");
  }

  @Test
  void findsTheNextDeletedMessage() {
    ViewEdit edit = ViewEdit.empty(BOX);
    for (int uid = 1; uid <= 2000; uid++) {
      boolean deleted = uid == 3 || uid == 256 || uid == 257 || uid == 1900;
      edit.append(row(uid, deleted ? Flags.of(SystemFlag.DELETED) : Flags.NONE, 1));
    }
    MailboxView view = edit.loaded(new MailboxStatus(2000, 2000, 4, 0, 0, 2001, 1, 1));
    List<Integer> found = new ArrayList<>();
    for (int i = view.nextDeleted(0); i < view.count(); i = view.nextDeleted(i + 1)) {
      found.add(view.uid(i));
    }
    assertEquals(List.of(3, 256, 257, 1900), found);
    assertEquals(2000, view.nextDeleted(2000));
    assertEquals(2, of(1, 2).nextDeleted(0));
  }

  @Test
  void findsMessages() {
    MailboxView view = of(2, 5, 9);
    assertEquals(3, view.count());
    assertEquals(5, view.uid(1));
    assertEquals(50, view.email(1).value());
    assertEquals(105, view.size(1));
    assertEquals(5, view.received(1).getEpochSecond());
    assertEquals(6, view.saved(1).getEpochSecond());
    assertEquals(1, view.indexOf(5));
    assertEquals(-1, view.indexOf(6));
    assertEquals(2, view.indexAtOrAfter(6));
    assertEquals(3, view.indexAtOrAfter(10));
    assertEquals(0, view.indexAtOrAfter(0));
    assertThrows(IndexOutOfBoundsException.class, () -> view.uid(3));
    assertThrows(IndexOutOfBoundsException.class, () -> view.uid(-1));
    assertEquals(0, of().count());
  }

  @Test
  void uidsAscend() {
    ViewEdit edit = ViewEdit.of(of(1, 2));
    assertThrows(IllegalArgumentException.class, () -> edit.append(row(2, Flags.NONE, 1)));
  }

  @Test
  void aViewIsNotChangedByItsSuccessors() {
    MailboxView old = of(1, 2, 3);
    Flags seen = Flags.of(SystemFlag.SEEN);
    MailboxView next =
        ViewEdit.of(old)
            .append(row(4, Flags.NONE, 2))
            .update(List.of(new FlagResult.Entry(2, seen, 3)))
            .remove(List.of(1))
            .after(old, status(5, 3));
    MailboxView other = ViewEdit.of(old).append(row(7, seen, 9)).after(old, status(8, 9));
    assertEquals(3, old.count());
    assertEquals(Flags.NONE, old.flags(1));
    assertEquals(1, old.uid(0));
    assertEquals(3, next.count());
    assertEquals(seen, next.flags(0));
    assertEquals(4, next.uid(2));
    assertEquals(7, other.uid(3));
    assertEquals(9, other.modSeq(3));
  }

  @Test
  void tellsWhatHappenedSince() {
    MailboxView old = of(1, 2, 3);
    Flags seen = Flags.of(SystemFlag.SEEN);
    MailboxView middle =
        ViewEdit.of(old)
            .append(row(4, Flags.NONE, 2))
            .update(List.of(new FlagResult.Entry(2, seen, 2), new FlagResult.Entry(3, seen, 2)))
            .after(old, status(5, 2));
    MailboxView last =
        ViewEdit.of(middle)
            .update(List.of(new FlagResult.Entry(4, seen, 3)))
            .remove(List.of(3))
            .after(middle, status(5, 3));
    ViewDelta expected = new ViewDelta(List.of(3), List.of(2));
    assertEquals(expected, last.since(old));
    assertEquals(new ViewDelta(List.of(3), List.of(4)), last.since(middle));
    assertEquals(new ViewDelta(List.of(), List.of()), last.since(last));
    MailboxView reloaded =
        ViewEdit.empty(BOX)
            .append(row(1, Flags.NONE, 1))
            .append(row(2, seen, 2))
            .append(row(4, seen, 3))
            .loaded(status(5, 3));
    assertEquals(expected, reloaded.since(old));
  }

  @Test
  void aLongChainOfStepsIsComparedInstead() {
    MailboxView old = of(1);
    MailboxView view = old;
    for (int uid = 2; uid < 3_000; uid++) {
      view = ViewEdit.of(view).append(row(uid, Flags.NONE, uid)).after(view, status(uid + 1, uid));
    }
    view = ViewEdit.of(view).remove(List.of(1)).after(view, status(3_000, 3_000));
    assertEquals(new ViewDelta(List.of(1), List.of()), view.since(old));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void holdsWhatAMapHolds(long seed) {
    Random random = new Random(seed);
    TreeMap<Integer, Chunk.Row> model = new TreeMap<>();
    MailboxView view = of();
    int uid = 1;
    for (int step = 0; step < 300; step++) {
      ViewEdit edit = ViewEdit.of(view);
      long modSeq = step + 2L;
      for (int i = random.nextInt(40); i > 0; i--) {
        uid += 1 + random.nextInt(3);
        Chunk.Row row = row(uid, Flags.NONE, modSeq);
        model.put(uid, row);
        edit.append(row);
      }
      List<Integer> gone = new ArrayList<>();
      List<FlagResult.Entry> changed = new ArrayList<>();
      for (int known : new ArrayList<>(model.keySet())) {
        int dice = random.nextInt(step % 50 == 49 ? 2 : 100);
        if (dice == 0) {
          gone.add(known);
          model.remove(known);
        } else if (dice == 2) {
          FlagResult.Entry entry =
              new FlagResult.Entry(known, Flags.of(SystemFlag.FLAGGED), modSeq);
          changed.add(entry);
          model.computeIfPresent(known, (_, row) -> row.with(entry));
        }
      }
      view = edit.update(changed).remove(gone).after(view, status(uid + 1, modSeq));
      check(model, view, "seed " + seed + " step " + step);
    }
  }

  private static void check(SortedMap<Integer, Chunk.Row> model, MailboxView view, String where) {
    assertEquals(model.size(), view.count(), where);
    int index = 0;
    for (Chunk.Row row : model.values()) {
      assertEquals(row, view.rowAt(index), where);
      assertEquals(index, view.indexOf(row.uid()), where);
      index++;
    }
    assertTrue(view.indexAtOrAfter(Integer.MAX_VALUE) == view.count(), where);
  }
}
