package org.mailkeep.wire.imap;

import java.io.IOException;
import java.util.Arrays;

/// Writes THREAD responses (RFC 5256 §4, §5) without recursion, as threads may be deep.
final class ThreadEncoder {
  private final ByteOutput out;

  /// How many children each open message still has to tell.
  private int[] open = new int[16];

  private int depth;

  ThreadEncoder(ByteOutput out) {
    this.out = out;
  }

  // thread-data = "THREAD" [SP 1*thread-list]
  void threads(ThreadTrees trees) throws IOException {
    out.ascii(trees.length() == 0 ? "THREAD" : "THREAD ");
    int at = 0;
    while (at < trees.length()) {
      at = list(trees, at);
    }
    out.crlf();
  }

  // thread-list = "(" (thread-members / thread-nested) ")"
  // thread-members = nz-number *(SP nz-number) [SP thread-nested]
  private int list(ThreadTrees trees, int first) throws IOException {
    int at = first;
    boolean told = false;
    out.put('(');
    do {
      if (trees.number(at) != 0) {
        if (told) {
          out.put(' ');
        }
        out.number(trees.number(at));
        told = true;
      }
    } while (trees.children(at++) == 1);
    int children = trees.children(at - 1);
    if (children == 0) {
      close();
    } else {
      if (told) {
        out.put(' ');
      }
      push(children);
    }
    return at;
  }

  private void push(int children) {
    if (depth == open.length) {
      open = Arrays.copyOf(open, depth * 2);
    }
    open[depth++] = children;
  }

  private void close() throws IOException {
    out.put(')');
    while (depth > 0 && --open[depth - 1] == 0) {
      depth--;
      out.put(')');
    }
  }
}
