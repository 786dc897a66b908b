package org.mailkeep.imap;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import org.jspecify.annotations.Nullable;
import org.mailkeep.mailbox.StoredMessage;
import org.mailkeep.mime.Part;
import org.mailkeep.search.MessageDocuments;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.StoreException;

/// The first words of a message, for lists of messages (RFC 8970): of the first text that it shows,
/// without what it quotes.
final class MessagePreview {
  /// Characters of a preview (RFC 8970 §3.3).
  private static final int LENGTH = 200;

  /// Characters of a text that are looked at for them.
  private static final int LOOK = 16 * 1024;

  /// Octets of a text up to which its preview is told to clients that want no delay.
  private static final long AT_ONCE = 64 * 1024;

  private final BlobStore blobs;

  MessagePreview(BlobStore blobs) {
    this.blobs = blobs;
  }

  /// The preview of a message; empty when it has no text.
  ///
  /// @param lazy whether null is the answer when it takes long
  @Nullable String of(StoredMessage message, boolean lazy) {
    Part text = text(message.structure().root());
    if (text == null) {
      return "";
    }
    long size = text.extent().bodySize();
    if (lazy && size > AT_ONCE) {
      return null;
    }
    InputStream octets = blobs.stream(message.blob(), text.extent().bodyStart(), size);
    try (Reader reader = MessageDocuments.reader(octets, text)) {
      return words(reader);
    } catch (IOException e) {
      throw new StoreException.Unavailable("blob " + message.blob(), e);
    }
  }

  /// The first text that is shown and is no attachment.
  private static @Nullable Part text(Part part) {
    boolean attached = part.disposition() != null && part.disposition().kind().equals("attachment");
    if (attached || part.isMessage()) {
      return null;
    }
    if (!part.isMultipart()) {
      return part.type().is("text") ? part : null;
    }
    for (Part child : part.parts()) {
      Part found = text(child);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static String words(Reader reader) throws IOException {
    Collector words = new Collector();
    for (int looked = 0; looked < LOOK && !words.isFull(); looked++) {
      int c = reader.read();
      if (c < 0) {
        break;
      }
      words.add((char) c);
    }
    return words.text();
  }

  /// Puts the words of lines that quote nothing together, with one blank between them.
  private static final class Collector {
    private final StringBuilder out = new StringBuilder();
    private boolean lineStarts = true;
    private boolean quoted;
    private boolean blank;

    void add(char c) {
      if (c == '\n' || c == '\r') {
        lineStarts = true;
        blank = true;
        return;
      }
      quoted = lineStarts ? c == '>' : quoted;
      lineStarts = false;
      if (quoted) {
        return;
      }
      if (Character.isWhitespace(c) || Character.isISOControl(c) || Character.isSpaceChar(c)) {
        blank = true;
        return;
      }
      if (blank && !out.isEmpty()) {
        out.append(' ');
      }
      blank = false;
      out.append(c);
    }

    /// Whether there are more characters than needed.
    boolean isFull() {
      return out.length() > LENGTH && out.codePointCount(0, out.length()) > LENGTH;
    }

    String text() {
      if (!isFull()) {
        return out.toString();
      }
      return out.substring(0, out.offsetByCodePoints(0, LENGTH)).stripTrailing();
    }
  }
}
