package org.mailkeep.search;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.mailbox.StoredMessage;
import org.mailkeep.mime.ContentDecoder;
import org.mailkeep.mime.EncodedWords;
import org.mailkeep.mime.HeaderBlock;
import org.mailkeep.mime.HtmlText;
import org.mailkeep.mime.Part;
import org.mailkeep.search.text.DocumentDraft;
import org.mailkeep.search.text.TextAnalysis;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.SearchDocument;
import org.mailkeep.store.api.SearchField;

/// Makes documents of stored messages: texts are found by the offsets that were noted when the
/// message came in, so nothing is parsed again. Safe for many threads.
///
/// A document has the fields that people read, the texts of the body (of HTML what they see), and
/// of attachments their texts and their names. What only programs read is left out: traces,
/// signatures, binary content.
public final class MessageDocuments {
  /// Messages that are read at once.
  private static final int AT_ONCE = 256 * 1024;

  private static final int PIECE = 8 * 1024;

  private static final Map<String, SearchField> FIELDS =
      Map.ofEntries(
          Map.entry("subject", SearchField.SUBJECT),
          Map.entry("from", SearchField.FROM),
          Map.entry("to", SearchField.TO),
          Map.entry("cc", SearchField.CC),
          Map.entry("bcc", SearchField.BCC),
          Map.entry("message-id", SearchField.ID),
          Map.entry("in-reply-to", SearchField.ID),
          Map.entry("sender", SearchField.HEADER),
          Map.entry("reply-to", SearchField.HEADER),
          Map.entry("list-id", SearchField.HEADER),
          Map.entry("organization", SearchField.HEADER),
          Map.entry("keywords", SearchField.HEADER),
          Map.entry("comments", SearchField.HEADER));

  private static final Pattern ID = Pattern.compile("<[^<>\\s]+>");

  private final BlobStore blobs;
  private final TextAnalysis analysis;
  private final DocumentLimits limits;
  private final int headerBytes;

  /// A document.
  ///
  /// @param isComplete whether all of the message is in it
  public record Made(SearchDocument document, int words, boolean isComplete) {}

  /// @param headerBytes octets of a header that are looked at
  public MessageDocuments(
      BlobStore blobs, TextAnalysis analysis, DocumentLimits limits, int headerBytes) {
    this.blobs = blobs;
    this.analysis = analysis;
    this.limits = limits;
    this.headerBytes = headerBytes;
  }

  /// The field in which a header field is found.
  ///
  /// @return null when it is not indexed
  public static @Nullable SearchField field(String name) {
    return FIELDS.get(name.toLowerCase(Locale.ROOT));
  }

  /// The document of a message.
  ///
  /// @throws org.mailkeep.store.api.StoreException when the message cannot be read
  public Made of(AccountId account, StoredMessage message) {
    return new Making(message).made(account);
  }

  /// One message.
  private final class Making {
    private final StoredMessage message;
    private final byte @Nullable [] octets;
    private final DocumentDraft draft = analysis.draft(limits.words());
    private int characters = limits.characters();

    Making(StoredMessage message) {
      this.message = message;
      this.octets =
          message.size() <= AT_ONCE
              ? blobs.read(message.blob(), 0, Math.toIntExact(message.size()))
              : null;
    }

    Made made(AccountId account) {
      Part root = message.structure().root();
      header(root);
      part(root, SearchField.BODY);
      return new Made(draft.document(account, message.id()), draft.words(), draft.isComplete());
    }

    private void header(Part part) {
      HeaderBlock header = headerOf(part);
      for (HeaderBlock.Field each : header.fields()) {
        SearchField field = field(each.name());
        if (field == SearchField.ID) {
          ids(header.text(each));
        } else if (field != null) {
          draft.add(field, EncodedWords.decode(header.text(each)));
        }
      }
    }

    private HeaderBlock headerOf(Part part) {
      long size = part.extent().headerSize();
      if (size > headerBytes) {
        draft.cut();
      }
      long length = Math.min(size, headerBytes);
      try (InputStream in = stream(part.extent().headerStart(), length)) {
        return HeaderBlock.of(in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void ids(String text) {
      var ids = ID.matcher(text);
      while (ids.find()) {
        draft.addId(ids.group());
      }
    }

    /// @param field where its text belongs
    private void part(Part part, SearchField field) {
      if (part.isMultipart()) {
        part.parts().forEach(inner -> part(inner, field));
        return;
      }
      if (part.isMessage()) {
        forwarded(part.message());
        return;
      }
      boolean attached =
          field == SearchField.ATTACHMENT
              || (part.disposition() != null && part.disposition().kind().equals("attachment"));
      part.filename()
          .ifPresent(name -> draft.add(SearchField.ATTACHMENT, EncodedWords.decode(name)));
      if (isText(part)) {
        text(part, attached ? SearchField.ATTACHMENT : SearchField.BODY);
      }
    }

    /// A message within a message: what people read of its header, and its texts.
    private void forwarded(Part inner) {
      HeaderBlock header = headerOf(inner);
      for (String name : List.of("Subject", "From", "To", "Cc")) {
        for (String value : header.all(name)) {
          draft.add(SearchField.ATTACHMENT, EncodedWords.decode(value));
        }
      }
      part(inner, SearchField.ATTACHMENT);
    }

    private void text(Part part, SearchField field) {
      if (characters == 0 && part.extent().bodySize() > 0) {
        draft.cut();
        return;
      }
      InputStream body = stream(part.extent().bodyStart(), part.extent().bodySize());
      try (Reader reader = reader(body, part)) {
        draft.add(field, read(reader));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String read(Reader reader) throws IOException {
      var text = new StringBuilder();
      char[] piece = new char[PIECE];
      while (characters > 0) {
        int count = reader.read(piece, 0, Math.min(piece.length, characters));
        if (count < 0) {
          return text.toString();
        }
        text.append(piece, 0, count);
        characters -= count;
      }
      if (reader.read() >= 0) {
        draft.cut();
      }
      return text.toString();
    }

    private InputStream stream(long from, long length) {
      if (octets == null) {
        return blobs.stream(message.blob(), from, length);
      }
      int start = (int) Math.min(from, octets.length);
      return new ByteArrayInputStream(octets, start, (int) Math.min(length, octets.length - start));
    }
  }

  /// The text of a part as people see it.
  ///
  /// @param body its octets, closed with what comes back
  public static Reader reader(InputStream body, Part part) {
    Reader text = ContentDecoder.text(body, part);
    boolean html = part.type().is("text", "html") || part.type().is("application", "xhtml+xml");
    return html ? new HtmlText(text) : text;
  }

  private static boolean isText(Part part) {
    return part.type().is("text")
        || part.type().is("application", "xhtml+xml")
        || part.type().is("application", "xml")
        || part.type().is("application", "json");
  }
}
