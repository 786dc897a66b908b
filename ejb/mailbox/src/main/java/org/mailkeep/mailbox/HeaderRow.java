package org.mailkeep.mailbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.mime.BaseSubject;
import org.mailkeep.mime.EncodedWords;
import org.mailkeep.mime.Envelope;
import org.mailkeep.mime.HeaderAddress;
import org.mailkeep.mime.MailDate;
import org.mailkeep.mime.MessageIds;
import org.mailkeep.store.api.Keys;

/// What the header of one message says to sorting and threading.
///
/// @param sent seconds since 1970: the Date field, or else the internal date (RFC 5256 §2.2)
/// @param texts in the order of [HeaderIndex.Text], in the form that is compared
/// @param reply whether the subject says that it answers or forwards a message (RFC 5256 §2.1)
/// @param id the message id as a number; 0 when there is none
/// @param references the message ids that it refers to, the oldest first
record HeaderRow(long sent, byte[][] texts, boolean reply, long id, long[] references) {
  /// Characters of a text that are looked at; the rest does not count in the order.
  static final int LENGTH = 250;

  /// Message ids that one message may refer to: the first one and the last ones.
  static final int REFERENCES = 100;

  private static final byte[] EMPTY = new byte[0];

  /// Of a message that is gone, or cannot be read.
  static HeaderRow unknown(long received) {
    byte[][] texts = new byte[HeaderIndex.Text.values().length][];
    Arrays.fill(texts, EMPTY);
    return new HeaderRow(received, texts, false, 0, new long[0]);
  }

  static HeaderRow of(Envelope envelope, List<String> references, long received) {
    String written = envelope.subject();
    BaseSubject subject = BaseSubject.extract(written == null ? "" : written);
    byte[][] texts = {
      key(subject.text()),
      key(local(envelope.from())),
      key(local(envelope.to())),
      key(local(envelope.cc())),
      key(shown(envelope.from())),
      key(shown(envelope.to()))
    };
    return new HeaderRow(
        sent(envelope.date(), received),
        texts,
        subject.reply(),
        own(envelope.messageId()),
        references(references, envelope.inReplyTo()));
  }

  private static byte[] key(String text) {
    return text.isEmpty()
        ? EMPTY
        : UnicodeCasemap.key(text.length() > LENGTH ? text.substring(0, LENGTH) : text);
  }

  private static long sent(@Nullable String date, long received) {
    return date == null
        ? received
        : MailDate.parse(date).map(OffsetDateTime::toEpochSecond).orElse(received);
  }

  /// The addr-mailbox of the first address of an envelope: of a group, its name.
  private static String local(List<HeaderAddress> addresses) {
    return switch (addresses.isEmpty() ? null : addresses.getFirst()) {
      case HeaderAddress.Mailbox mailbox -> mailbox.local();
      case HeaderAddress.Group group -> group.name();
      case null -> "";
    };
  }

  /// How the first address is shown (RFC 5957 §3).
  private static String shown(List<HeaderAddress> addresses) {
    return switch (addresses.isEmpty() ? null : addresses.getFirst()) {
      case HeaderAddress.Mailbox mailbox -> {
        String name = mailbox.name() == null ? "" : EncodedWords.decode(mailbox.name());
        yield name.isEmpty() ? mailbox.address() : name;
      }
      case HeaderAddress.Group group -> group.name();
      case null -> "";
    };
  }

  private static long own(@Nullable String text) {
    List<String> ids = text == null ? List.of() : MessageIds.parse(text, 1);
    return ids.isEmpty() ? 0 : number(ids.getFirst());
  }

  /// References, or else the first id of In-Reply-To (RFC 5256 §3).
  private static long[] references(List<String> references, @Nullable String inReplyTo) {
    if (!references.isEmpty()) {
      int most = Math.min(references.size(), REFERENCES);
      long[] ids = new long[most];
      ids[0] = number(references.getFirst());
      for (int i = 1; i < most; i++) {
        ids[i] = number(references.get(references.size() - most + i));
      }
      return ids;
    }
    List<String> ids = inReplyTo == null ? List.of() : MessageIds.parse(inReplyTo, 2);
    return ids.isEmpty() ? new long[0] : new long[] {number(ids.getFirst())};
  }

  /// A number for a message id. Quotes around its local part do not matter (RFC 5256 §3).
  private static long number(String id) {
    String plain = id.indexOf('\\') < 0 ? id.replace("\"", "") : id;
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(plain.getBytes(StandardCharsets.UTF_8));
      long number = Keys.u64(digest, 0);
      return number == 0 ? 1 : number;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
