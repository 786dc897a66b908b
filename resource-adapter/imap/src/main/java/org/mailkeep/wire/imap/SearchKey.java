package org.mailkeep.wire.imap;

import java.time.LocalDate;
import java.util.List;

/// What SEARCH looks for (RFC 9051 §6.4.4, RFC 3501 §6.4.4). Keys that the RFC defines by others
/// come as those: NEW is RECENT and not SEEN, OLD is not RECENT.
public sealed interface SearchKey {
  /// Keys for which a message has to be read.
  sealed interface OfContent extends SearchKey {}

  /// Every message.
  record All() implements SearchKey {}

  /// All of these; not empty.
  record And(List<SearchKey> keys) implements SearchKey {
    /// Keys are copied.
    public And {
      keys = List.copyOf(keys);
    }
  }

  /// One of two.
  record Or(SearchKey left, SearchKey right) implements SearchKey {}

  /// Not this.
  record Not(SearchKey key) implements SearchKey {}

  /// A system flag is set: one constant of [Flags].
  record HasFlag(int flag) implements SearchKey {}

  /// A keyword is set; case does not matter.
  record HasKeyword(String keyword) implements SearchKey {}

  /// The message's number is in the set.
  record Sequence(SequenceSet numbers) implements SearchKey {}

  /// The UID is in the set.
  record Uid(SequenceSet uids) implements SearchKey {}

  /// INTERNALDATE, in the server's time zone, stands so to a date.
  record Received(Relation relation, LocalDate date) implements SearchKey {}

  /// The day on which the message came into the mailbox stands so to a date, RFC 8514 §4.3.
  record Saved(Relation relation, LocalDate date) implements SearchKey {}

  /// The Date field, without its time zone, stands so to a date.
  record Sent(Relation relation, LocalDate date) implements OfContent {}

  /// INTERNALDATE lies within the last seconds, RFC 5032 §3.
  record Younger(long seconds) implements SearchKey {}

  /// INTERNALDATE lies further back than this many seconds, RFC 5032 §3.
  record Older(long seconds) implements SearchKey {}

  /// More octets than this.
  record Larger(long octets) implements SearchKey {}

  /// Fewer octets than this.
  record Smaller(long octets) implements SearchKey {}

  /// A header field of this name contains the text, decoded; an empty text asks for the field only.
  record Header(String name, String text) implements OfContent {}

  /// A text part of the body contains the text.
  record Body(String text) implements OfContent {}

  /// Header or body contain the text.
  record Text(String text) implements OfContent {}

  /// The message has this id, RFC 8474 §6.
  record EmailId(String id) implements OfContent {}

  /// The message is in the thread with this id, RFC 8474 §6.
  record ThreadId(String id) implements OfContent {}

  /// Changed at or after this mod-sequence, RFC 7162 §3.1.5.
  record ModSeq(long atLeast) implements SearchKey {}

  /// How one date stands to another.
  enum Relation {
    /// Earlier.
    BEFORE,
    /// The same.
    ON,
    /// The same or later.
    SINCE
  }
}
