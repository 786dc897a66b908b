package org.mailkeep.wire.imap;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What FETCH asks of each message (RFC 9051 §6.4.5).
public sealed interface FetchItem {
  /// Items without arguments.
  enum Simple implements FetchItem {
    /// UID.
    UID,
    /// FLAGS.
    FLAGS,
    /// INTERNALDATE.
    INTERNALDATE,
    /// RFC822.SIZE.
    RFC822_SIZE,
    /// ENVELOPE.
    ENVELOPE,
    /// BODY without a section: the structure without extension data.
    BODY,
    /// BODYSTRUCTURE.
    BODYSTRUCTURE,
    /// MODSEQ, RFC 7162 §3.1.4.2.
    MODSEQ,
    /// SAVEDATE, RFC 8514 §4.2.
    SAVEDATE,
    /// EMAILID, RFC 8474 §5.1.
    EMAILID,
    /// THREADID, RFC 8474 §5.2.
    THREADID
  }

  /// `BODY[section]<partial>` and its like.
  ///
  /// @param peek whether \Seen stays as it is
  /// @param partial which octets; null for all
  /// @param form how the answer names it
  record Body(Section section, boolean peek, @Nullable Partial partial, Form form)
      implements FetchItem {}

  /// `BINARY[part]<partial>`: a part with its transfer encoding undone.
  record Binary(List<Integer> part, boolean peek, @Nullable Partial partial) implements FetchItem {
    /// The path is copied.
    public Binary {
      part = List.copyOf(part);
    }
  }

  /// `BINARY.SIZE[part]`.
  record BinarySize(List<Integer> part) implements FetchItem {
    /// The path is copied.
    public BinarySize {
      part = List.copyOf(part);
    }
  }

  /// `PREVIEW`, RFC 8970 §3.1.
  ///
  /// @param lazy whether it is told only when that takes no time
  record Preview(boolean lazy) implements FetchItem {}

  /// The name that the answer carries.
  enum Form {
    /// `BODY[…]`.
    BODY,
    /// `RFC822`, RFC 3501 §6.4.5.
    RFC822,
    /// `RFC822.HEADER`, RFC 3501 §6.4.5.
    RFC822_HEADER,
    /// `RFC822.TEXT`, RFC 3501 §6.4.5.
    RFC822_TEXT
  }

  /// A section of a message.
  ///
  /// @param part numbers from the top, empty for the message itself
  /// @param fields header names as the client wrote them, for HEADER.FIELDS(.NOT)
  record Section(List<Integer> part, Text text, List<String> fields) {
    /// The whole message.
    public static final Section WHOLE = new Section(List.of(), Text.ALL, List.of());

    /// Lists are copied.
    public Section {
      part = List.copyOf(part);
      fields = List.copyOf(fields);
    }
  }

  /// What of a part.
  enum Text {
    /// All of it.
    ALL,
    /// HEADER.
    HEADER,
    /// HEADER.FIELDS.
    HEADER_FIELDS,
    /// HEADER.FIELDS.NOT.
    HEADER_FIELDS_NOT,
    /// TEXT.
    TEXT,
    /// MIME.
    MIME
  }

  /// Octets `[from, from + count)`.
  record Partial(long from, long count) {}
}
