package org.mailkeep.imap;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.mailbox.StoredMessage;
import org.mailkeep.mime.EncodedWords;
import org.mailkeep.mime.HeaderBlock;
import org.mailkeep.mime.MailDate;
import org.mailkeep.mime.Part;
import org.mailkeep.search.MessageDocuments;
import org.mailkeep.search.text.Words;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.SearchQuery;

/// The texts of a stored message as people read them, for SEARCH: encoded words, transfer encodings
/// and charsets are undone, case does not matter. Read piece by piece, as far as needed.
final class MessageTexts {
  private static final int PIECE = 8192;

  private final Source source;
  private final StoredMessage message;
  private @Nullable HeaderBlock header;
  private MessageDocuments.@Nullable Made document;
  private long read;

  /// Where texts come from.
  ///
  /// @param headerBytes octets of a header that are looked at
  record Source(AccountId account, BlobStore blobs, MessageDocuments documents, int headerBytes) {
    MessageTexts of(StoredMessage message) {
      return new MessageTexts(this, message);
    }
  }

  private MessageTexts(Source source, StoredMessage message) {
    this.source = source;
    this.message = message;
  }

  /// Octets that were read to answer so far.
  long octetsRead() {
    return read;
  }

  /// Its id (RFC 8474 §5.1).
  String emailId() {
    return ObjectIds.email(source.account(), message);
  }

  /// The id of its thread (RFC 8474 §5.2).
  String threadId() {
    return ObjectIds.thread(source.account(), message);
  }

  /// The day of the Date field, without its time zone; null when there is none.
  @Nullable LocalDate sent() {
    String text = message.structure().envelope().date();
    return text == null ? null : MailDate.parse(text).map(OffsetDateTime::toLocalDate).orElse(null);
  }

  /// Whether a field of that name contains the text; an empty one asks for the field only.
  boolean headerContains(String name, String text) {
    String wanted = Words.folded(text);
    for (String value : header().all(name)) {
      if (Words.folded(EncodedWords.decode(value)).contains(wanted)) {
        return true;
      }
    }
    return false;
  }

  /// Whether header or body contain the text.
  boolean contains(String text) {
    String wanted = Words.folded(text);
    HeaderBlock block = header();
    for (HeaderBlock.Field field : block.fields()) {
      String line = field.name() + ": " + EncodedWords.decode(block.text(field));
      if (Words.folded(line).contains(wanted)) {
        return true;
      }
    }
    return bodyContains(text);
  }

  /// Whether the message, as it is or would be indexed, is what a query is for.
  boolean matches(SearchQuery query) {
    return query.matches(document().document());
  }

  /// Whether [#matches] looks at all of the message.
  boolean isInDocument() {
    return document().isComplete();
  }

  private MessageDocuments.Made document() {
    MessageDocuments.Made made = document;
    if (made == null) {
      made = source.documents().of(source.account(), message);
      document = made;
      read += message.size();
    }
    return made;
  }

  /// Whether a text of the body contains the text.
  boolean bodyContains(String text) {
    return contains(message.structure().root(), Words.folded(text));
  }

  private HeaderBlock header() {
    HeaderBlock block = header;
    if (block == null) {
      block = HeaderBlock.of(header(message.structure().root()));
      header = block;
    }
    return block;
  }

  private byte[] header(Part part) {
    int length = (int) Math.min(part.extent().headerSize(), source.headerBytes());
    read += length;
    return source.blobs().read(message.blob(), part.extent().headerStart(), length);
  }

  private boolean contains(Part part, String wanted) {
    if (part.isMessage()) {
      Part inner = part.message();
      String head = new String(header(inner), StandardCharsets.ISO_8859_1);
      return Words.folded(EncodedWords.decode(head)).contains(wanted) || contains(inner, wanted);
    }
    if (part.isMultipart()) {
      return part.parts().stream().anyMatch(child -> contains(child, wanted));
    }
    return part.type().is("text") && textContains(part, wanted);
  }

  private boolean textContains(Part part, String wanted) {
    long size = part.extent().bodySize();
    read += size;
    InputStream octets = source.blobs().stream(message.blob(), part.extent().bodyStart(), size);
    try (Reader reader = MessageDocuments.reader(octets, part)) {
      return contains(reader, wanted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean contains(Reader reader, String wanted) throws IOException {
    char[] piece = new char[PIECE];
    String before = "";
    for (int count = reader.read(piece); count >= 0; count = reader.read(piece)) {
      String text = before + Words.folded(new String(piece, 0, count));
      if (text.contains(wanted)) {
        return true;
      }
      before = text.substring(Math.max(0, text.length() - wanted.length()));
    }
    return wanted.isEmpty();
  }
}
