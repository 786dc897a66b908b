package org.mailkeep.mailbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mime.Envelope;
import org.mailkeep.mime.HeaderAddress;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;
import org.mailkeep.store.api.StoreException;

/// The stored form of a message that was deleted and can be restored. It goes on to own its octets
/// by the link that the message had.
///
/// @param received the internal date, milliseconds since 1970
/// @param deleted milliseconds since 1970
/// @param path of the mailbox when it was deleted
record DeletedRecord(
    BlobHash blob,
    long size,
    long received,
    long deleted,
    MailboxId mailbox,
    String path,
    String from,
    String subject,
    Flags flags) {
  /// Characters of a subject or an address that are kept.
  private static final int LONGEST = 200;

  /// @param envelope null when the message's structure is lost
  static DeletedRecord of(EmailRecord email, Flags flags, StoredMessage.Place place, Past past) {
    Envelope envelope = past.envelope() == null ? Envelope.EMPTY : past.envelope();
    String author =
        envelope.from().stream()
            .filter(HeaderAddress.Mailbox.class::isInstance)
            .map(HeaderAddress.Mailbox.class::cast)
            .map(HeaderAddress.Mailbox::address)
            .findFirst()
            .orElse("");
    String subject = envelope.subject() == null ? "" : envelope.subject();
    return new DeletedRecord(
        email.blob(),
        email.size(),
        email.received(),
        past.deleted(),
        place.mailbox(),
        past.path(),
        cut(author),
        cut(subject),
        flags);
  }

  /// What a message was when it was deleted.
  ///
  /// @param path of its mailbox
  /// @param deleted milliseconds since 1970
  /// @param envelope null when its structure is lost
  record Past(String path, long deleted, @Nullable Envelope envelope) {}

  private static String cut(String text) {
    int end = Math.min(text.length(), LONGEST);
    boolean split = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, split ? end - 1 : end);
  }

  DeletedMessage shown(EmailId id) {
    return new DeletedMessage(
        id,
        path,
        from,
        subject,
        size,
        flags,
        Instant.ofEpochMilli(received),
        Instant.ofEpochMilli(deleted));
  }

  byte[] record() {
    RecordWriter out =
        new RecordWriter()
            .octets(1, blob.octets())
            .number(2, size)
            .number(3, received)
            .number(4, deleted)
            .number(5, mailbox.value())
            .text(6, path)
            .text(7, from)
            .text(8, subject);
    if (flags.systemBits() != 0) {
      out.number(9, flags.systemBits());
    }
    return out.texts(10, flags.keywords()).bytes();
  }

  /// A record; empty when it is damaged.
  static Optional<DeletedRecord> readable(byte[] record) {
    try {
      return Optional.of(parse(record));
    } catch (StoreException.Corrupt _) {
      return Optional.empty();
    }
  }

  static DeletedRecord parse(byte[] record) {
    RecordReader in = new RecordReader(record);
    byte[] blob = new byte[0];
    long[] numbers = new long[10];
    String[] texts = {"", "", ""};
    List<String> keywords = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> blob = in.octets();
        case 2, 3, 4, 5, 9 -> numbers[in.field()] = in.number();
        case 6, 7, 8 -> texts[in.field() - 6] = in.text();
        case 10 -> keywords.add(in.text());
        default -> {} // a later version's
      }
    }
    if (blob.length != BlobHash.LENGTH || numbers[5] <= 0) {
      throw new StoreException.Corrupt("record of a deleted message");
    }
    return new DeletedRecord(
        BlobHash.of(blob),
        numbers[2],
        numbers[3],
        numbers[4],
        new MailboxId(numbers[5]),
        texts[0],
        texts[1],
        texts[2],
        Flags.of((int) numbers[9], keywords));
  }
}
