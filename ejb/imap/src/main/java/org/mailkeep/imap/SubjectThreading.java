package org.mailkeep.imap;

import java.util.Arrays;
import org.mailkeep.mailbox.HeaderIndex;
import org.mailkeep.mailbox.HeaderIndex.Text;

/// ORDEREDSUBJECT (RFC 5256 §3): messages with one base subject are a thread, the oldest of them is
/// the parent of the others.
final class SubjectThreading {
  private SubjectThreading() {}

  /// @param messages indexes of the headers, ascending
  static ThreadForest thread(HeaderIndex headers, int[] messages) {
    ThreadForest forest = new ThreadForest(messages.length, messages.length);
    int[] parents = new int[highest(headers, messages) + 1];
    Arrays.fill(parents, -1);
    for (int node : StableOrder.of(messages.length, i -> headers.sent(messages[i]))) {
      int subject = headers.rank(Text.SUBJECT, messages[node]);
      if (parents[subject] < 0) {
        parents[subject] = node;
        forest.addRoot(node);
      } else {
        forest.addChild(parents[subject], node);
      }
    }
    return forest;
  }

  private static int highest(HeaderIndex headers, int[] messages) {
    int highest = 0;
    for (int message : messages) {
      highest = Math.max(highest, headers.rank(Text.SUBJECT, message));
    }
    return highest;
  }
}
