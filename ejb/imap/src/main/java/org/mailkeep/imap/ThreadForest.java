package org.mailkeep.imap;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import org.mailkeep.wire.imap.ThreadTrees;

/// Threads in the making: nodes with their children in lists. Nodes below [#messages] are messages;
/// the others stand for parents that are not there (RFC 5256 §3).
final class ThreadForest {
  private static final int NONE = -1;

  private final int messages;
  private int[] firstChild;
  private int[] lastChild;
  private int[] sibling;
  private int nodes;

  /// The list of the threads themselves, as if they were children of one node.
  private int firstRoot = NONE;

  private int lastRoot = NONE;

  /// @param nodes messages and parents that are not there
  ThreadForest(int messages, int nodes) {
    this.messages = messages;
    this.nodes = nodes;
    this.firstChild = none(nodes);
    this.lastChild = none(nodes);
    this.sibling = none(nodes);
  }

  private static int[] none(int length) {
    int[] links = new int[length];
    Arrays.fill(links, NONE);
    return links;
  }

  boolean isMessage(int node) {
    return node < messages;
  }

  int firstChild(int node) {
    return firstChild[node];
  }

  /// The next one in a list, or -1.
  int next(int node) {
    return sibling[node];
  }

  /// The first thread, or -1.
  int firstRoot() {
    return firstRoot;
  }

  /// A parent that is not there, in no list yet.
  int addDummy() {
    if (nodes == sibling.length) {
      firstChild = grown(firstChild);
      lastChild = grown(lastChild);
      sibling = grown(sibling);
    }
    return nodes++;
  }

  private static int[] grown(int[] links) {
    int[] more = Arrays.copyOf(links, Math.max(16, links.length * 2));
    Arrays.fill(more, links.length, more.length, NONE);
    return more;
  }

  /// Puts a node, which is in no list, behind the children of another.
  void addChild(int parent, int node) {
    sibling[node] = NONE;
    if (lastChild[parent] == NONE) {
      firstChild[parent] = node;
    } else {
      sibling[lastChild[parent]] = node;
    }
    lastChild[parent] = node;
  }

  /// Makes the children of one node, which is in no list, further children of another.
  void adopt(int parent, int from) {
    int child = firstChild[from];
    firstChild[from] = NONE;
    lastChild[from] = NONE;
    while (child != NONE) {
      int next = sibling[child];
      addChild(parent, child);
      child = next;
    }
  }

  /// Puts a node, which is in no list, behind the threads.
  void addRoot(int node) {
    sibling[node] = NONE;
    if (lastRoot == NONE) {
      firstRoot = node;
    } else {
      sibling[lastRoot] = node;
    }
    lastRoot = node;
  }

  /// Takes all threads away to be put back in another way.
  int[] takeRoots() {
    int[] roots = list(firstRoot);
    firstRoot = NONE;
    lastRoot = NONE;
    return roots;
  }

  /// The children of a node.
  int[] children(int node) {
    return list(firstChild[node]);
  }

  private int[] list(int first) {
    int[] list = new int[8];
    int count = 0;
    for (int node = first; node != NONE; node = sibling[node]) {
      if (count == list.length) {
        list = Arrays.copyOf(list, count * 2);
      }
      list[count++] = node;
    }
    return Arrays.copyOf(list, count);
  }

  /// Replaces the children of a node by the same ones in another order.
  void reorder(int parent, int[] children) {
    firstChild[parent] = NONE;
    lastChild[parent] = NONE;
    for (int child : children) {
      addChild(parent, child);
    }
  }

  /// The answer: each node before its children.
  ///
  /// @param number of a message for the client
  ThreadTrees trees(IntToLongFunction number) {
    ThreadTrees.Builder trees = new ThreadTrees.Builder();
    int[] later = new int[64];
    int count = 0;
    for (int root = firstRoot; root != NONE; root = sibling[root]) {
      int node = root;
      while (node != NONE) {
        int children = count(node);
        trees.add(isMessage(node) ? number.applyAsLong(node) : 0, children);
        if (children > 0) {
          int next = node == root ? NONE : sibling[node];
          if (next != NONE) {
            later = count == later.length ? Arrays.copyOf(later, count * 2) : later;
            later[count++] = next;
          }
          node = firstChild[node];
        } else if (node != root && sibling[node] != NONE) {
          node = sibling[node];
        } else {
          node = count > 0 ? later[--count] : NONE;
        }
      }
    }
    return trees.build();
  }

  private int count(int node) {
    int count = 0;
    for (int child = firstChild[node]; child != NONE; child = sibling[child]) {
      count++;
    }
    return count;
  }
}
