package org.mailkeep.imap;

import java.util.List;
import org.mailkeep.wire.imap.FetchItem;
import org.mailkeep.wire.imap.FetchItem.Simple;

/// What a FETCH wants of each message.
///
/// @param changedSince only messages that changed later; -1 for all
/// @param modSeqs whether the mod-sequence is told although nobody asked
record FetchPlan(List<FetchItem> items, long changedSince, boolean modSeqs) {
  FetchPlan {
    items = List.copyOf(items);
  }

  /// Whether what is stored of a message is needed, besides the mailbox's view.
  boolean needsStored() {
    for (FetchItem item : items) {
      if (!(item instanceof Simple simple) || needsStructure(simple)) {
        return true;
      }
    }
    return false;
  }

  private static boolean needsStructure(Simple item) {
    return switch (item) {
      case ENVELOPE, BODY, BODYSTRUCTURE, EMAILID, THREADID -> true;
      case UID, FLAGS, INTERNALDATE, RFC822_SIZE, MODSEQ, SAVEDATE -> false;
    };
  }

  /// Whether octets of messages are needed.
  boolean needsOctets() {
    return items.stream().anyMatch(item -> !(item instanceof Simple));
  }

  /// Whether it sets \Seen (RFC 9051 §6.4.5).
  boolean marksSeen() {
    for (FetchItem item : items) {
      boolean marks =
          switch (item) {
            case FetchItem.Body body -> !body.peek() && body.form() != FetchItem.Form.RFC822_HEADER;
            case FetchItem.Binary binary -> !binary.peek();
            case FetchItem.BinarySize _, FetchItem.Preview _, Simple _ -> false;
          };
      if (marks) {
        return true;
      }
    }
    return false;
  }

  /// Whether flags are asked for.
  boolean wantsFlags() {
    return items.contains(Simple.FLAGS);
  }
}
