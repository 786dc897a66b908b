package org.mailkeep.imap;

import java.util.Arrays;
import java.util.BitSet;
import org.mailkeep.mailbox.HeaderIndex;
import org.mailkeep.mailbox.HeaderIndex.Text;

/// Steps 5 and 6 of REFERENCES (RFC 5256 §3): threads with one base subject become one.
final class SubjectMerging {
  private static final int NONE = -1;

  private final HeaderIndex headers;
  private final int[] messages;
  private final ThreadForest forest;
  private final int[] roots;

  /// The thread of each subject.
  private final int[] table;

  /// Threads that went into others.
  private final BitSet moved = new BitSet();

  /// Nodes that got more children.
  private final BitSet touched = new BitSet();

  SubjectMerging(HeaderIndex headers, int[] messages, ThreadForest forest) {
    this.headers = headers;
    this.messages = messages;
    this.forest = forest;
    this.roots = forest.takeRoots();
    int highest = 0;
    for (int root : roots) {
      highest = Math.max(highest, subject(root));
    }
    this.table = new int[highest + 1];
    Arrays.fill(table, NONE);
  }

  /// The message of a thread that has its subject and its date.
  private int first(int root) {
    return forest.isMessage(root) ? root : forest.firstChild(root);
  }

  private int subject(int root) {
    return headers.rank(Text.SUBJECT, messages[first(root)]);
  }

  private boolean isReply(int root) {
    return headers.isReply(messages[first(root)]);
  }

  void merge() {
    for (int root : roots) {
      enter(root);
    }
    int[] all = Arrays.copyOf(roots, 2 * roots.length);
    int count = roots.length;
    for (int root : roots) {
      int made = merge(root);
      if (made != NONE) {
        all[count++] = made;
      }
    }
    touched.stream().forEach(node -> forest.reorder(node, byDate(forest.children(node))));
    int[] left = Arrays.stream(all, 0, count).filter(root -> !moved.get(root)).toArray();
    for (int root : byDate(left)) {
      forest.addRoot(root);
    }
  }

  /// Step 5.B.
  private void enter(int root) {
    int subject = subject(root);
    if (subject == 0) {
      return;
    }
    int other = table[subject];
    boolean better =
        other == NONE
            || (forest.isMessage(other)
                && (!forest.isMessage(root) || (isReply(other) && !isReply(root))));
    if (better) {
      table[subject] = root;
    }
  }

  /// Step 5.C.
  ///
  /// @return a thread that is new, or -1
  private int merge(int root) {
    int subject = subject(root);
    int other = subject == 0 ? root : table[subject];
    if (other == root || moved.get(root)) {
      return NONE;
    }
    if (!forest.isMessage(other) || (isReply(root) && !isReply(other))) {
      add(other, root);
      return NONE;
    }
    int dummy = forest.addDummy();
    add(dummy, other);
    add(dummy, root);
    table[subject] = dummy;
    return dummy;
  }

  /// Makes a thread a child of another; of a parent that is not there only the children.
  private void add(int parent, int root) {
    moved.set(root);
    touched.set(parent);
    if (forest.isMessage(root)) {
      forest.addChild(parent, root);
    } else {
      forest.adopt(parent, root);
    }
  }

  /// Step 6: siblings by the dates of their first messages; of one second in the mailbox's order.
  private int[] byDate(int[] nodes) {
    int[] placed = new int[nodes.length];
    int[] places = StableOrder.of(nodes.length, i -> first(nodes[i]));
    for (int i = 0; i < placed.length; i++) {
      placed[i] = nodes[places[i]];
    }
    int[] order = StableOrder.of(placed.length, i -> headers.sent(messages[first(placed[i])]));
    int[] sorted = new int[placed.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = placed[order[i]];
    }
    return sorted;
  }
}
