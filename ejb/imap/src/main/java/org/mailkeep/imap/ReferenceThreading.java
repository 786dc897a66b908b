package org.mailkeep.imap;

import java.util.Arrays;
import org.mailkeep.mailbox.HeaderIndex;

/// REFERENCES (RFC 5256 §3): a message is the child of the last message that it refers to. Steps 1
/// to 4 of the RFC's algorithm; [SubjectMerging] does the others. The time it takes grows with the
/// messages and what they refer to, whatever that is.
final class ReferenceThreading {
  private static final int NONE = -1;

  /// How far up a thread is looked for a loop; a link that could close a longer one is not made.
  private static final int DEPTH = 2_000;

  private final HeaderIndex headers;
  private final int[] messages;
  private final LongIndex nodes = new LongIndex();

  /// Node of each reference, one message's after the other's.
  private final int[] referred;

  private int count;
  private int[] parent = new int[0];
  private int[] children = new int[0];

  private ReferenceThreading(HeaderIndex headers, int[] messages) {
    this.headers = headers;
    this.messages = messages;
    int references = 0;
    for (int message : messages) {
      references += headers.references(message);
    }
    this.referred = new int[references];
    this.count = messages.length;
  }

  /// @param messages indexes of the headers, ascending
  static ThreadForest thread(HeaderIndex headers, int[] messages) {
    ReferenceThreading threading = new ReferenceThreading(headers, messages);
    threading.name();
    threading.link();
    ThreadForest forest = threading.pruned();
    new SubjectMerging(headers, messages, forest).merge();
    return forest;
  }

  /// Gives each message id a node. Of messages with one id the first has it (RFC 5256 §3).
  private void name() {
    for (int node = 0; node < messages.length; node++) {
      long id = headers.id(messages[node]);
      if (id != 0) {
        nodes.putIfAbsent(id, node);
      }
    }
    int at = 0;
    for (int message : messages) {
      for (int i = 0; i < headers.references(message); i++) {
        int node = nodes.putIfAbsent(headers.reference(message, i), count);
        count = Math.max(count, node + 1);
        referred[at++] = node;
      }
    }
    parent = new int[count];
    Arrays.fill(parent, NONE);
    children = new int[count];
  }

  /// Step 1.
  private void link() {
    int at = 0;
    for (int node = 0; node < messages.length; node++) {
      int end = at + headers.references(messages[node]);
      for (int i = at + 1; i < end; i++) {
        if (parent[referred[i]] == NONE) {
          link(referred[i - 1], referred[i]);
        }
      }
      if (parent[node] != NONE) {
        children[parent[node]]--;
        parent[node] = NONE;
      }
      if (end > at) {
        link(referred[end - 1], node);
      }
      at = end;
    }
  }

  private void link(int above, int below) {
    if (above != below && (children[below] == 0 || !mayBeAbove(below, above))) {
      parent[below] = above;
      children[above]++;
    }
  }

  private boolean mayBeAbove(int wanted, int from) {
    int node = from;
    for (int step = 0; step < DEPTH; step++) {
      node = parent[node];
      if (node == NONE || node == wanted) {
        return node == wanted;
      }
    }
    return true;
  }

  /// Steps 2 to 4: parents that are not there go, but for those of several threads. Messages come
  /// in the order of their dates, so all lists are in this order.
  private ThreadForest pruned() {
    int[] above = new int[count];
    Arrays.fill(above, NONE);
    int[] kept = new int[count];
    for (int node = 0; node < messages.length; node++) {
      above[node] = above(parent[node], above);
      if (above[node] != NONE) {
        kept[above[node]]++;
      }
    }
    ThreadForest forest = new ThreadForest(messages.length, count);
    for (int node : StableOrder.of(messages.length, i -> headers.sent(messages[i]))) {
      int up = above[node];
      if (up == NONE || (up >= messages.length && kept[up] == 1)) {
        forest.addRoot(node);
        continue;
      }
      if (up >= messages.length && forest.firstChild(up) == NONE) {
        forest.addRoot(up);
      }
      forest.addChild(up, node);
    }
    return forest;
  }

  /// The nearest message from a node upwards, or else the topmost node.
  ///
  /// @param known answers for nodes that are no messages, noted here
  private int above(int from, int[] known) {
    int top = from;
    while (top >= messages.length && parent[top] != NONE && known[top] == NONE) {
      top = parent[top];
    }
    if (top >= messages.length && known[top] != NONE) {
      top = known[top];
    }
    for (int node = from; node >= messages.length && node != top && known[node] == NONE; ) {
      known[node] = top;
      node = parent[node];
    }
    return top;
  }
}
