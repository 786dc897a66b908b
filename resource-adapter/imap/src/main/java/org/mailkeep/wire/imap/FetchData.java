package org.mailkeep.wire.imap;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.mailkeep.mime.Part;

/// What a FETCH response tells of a message (RFC 9051 §7.5.2).
public sealed interface FetchData {
  /// UID.
  record Uid(long uid) implements FetchData {}

  /// FLAGS.
  record Flagged(Flags flags) implements FetchData {}

  /// INTERNALDATE; told in UTC.
  record InternalDate(Instant date) implements FetchData {}

  /// RFC822.SIZE.
  record Size(long octets) implements FetchData {}

  /// ENVELOPE.
  record Envelope(org.mailkeep.mime.Envelope envelope) implements FetchData {}

  /// BODYSTRUCTURE, or BODY without extension data.
  record Structure(Part message, boolean extended) implements FetchData {}

  /// MODSEQ, RFC 7162 §3.1.4.2.
  record ModSeq(long value) implements FetchData {}

  /// SAVEDATE, RFC 8514 §4.2; told in UTC.
  record SaveDate(Instant date) implements FetchData {}

  /// PREVIEW, RFC 8970 §3.2.
  ///
  /// @param text null when it would take too long; empty when there is none
  record Preview(@Nullable String text) implements FetchData {}

  /// EMAILID, RFC 8474 §5.3.
  record EmailId(String id) implements FetchData {}

  /// THREADID, RFC 8474 §5.3.
  record ThreadId(String id) implements FetchData {}

  /// `BODY[…]` and RFC822 and its like.
  ///
  /// @param content null for NIL: there is no such part
  record Body(FetchItem.Body item, @Nullable Content content) implements FetchData {}

  /// `BINARY[…]`, which goes out as literal8.
  ///
  /// @param content null for NIL: there is no such part
  record Binary(FetchItem.Binary item, @Nullable Content content) implements FetchData {}

  /// `BINARY.SIZE[…]`.
  record BinarySize(FetchItem.BinarySize item, long octets) implements FetchData {}
}
