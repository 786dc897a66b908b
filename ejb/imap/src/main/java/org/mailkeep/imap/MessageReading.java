package org.mailkeep.imap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.mailbox.StoredMessage;
import org.mailkeep.mime.ContentDecoder;
import org.mailkeep.mime.Extent;
import org.mailkeep.mime.HeaderBlock;
import org.mailkeep.mime.Part;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Content;
import org.mailkeep.wire.imap.FetchData;
import org.mailkeep.wire.imap.FetchItem;
import org.mailkeep.wire.imap.FetchItem.Partial;
import org.mailkeep.wire.imap.FetchItem.Section;
import org.mailkeep.wire.imap.FetchItem.Simple;
import org.mailkeep.wire.imap.FetchItem.Text;

/// Finds what FETCH wants in stored messages by their noted offsets; nothing is parsed again.
final class MessageReading {
  /// Octets up to which content is read at once; more is read while it goes out.
  private static final int AT_ONCE = 16 * 1024;

  private final BlobStore blobs;
  private final int headerBytes;
  private final MessagePreview previews;

  /// @param headerBytes octets of a header that are looked at for single fields
  MessageReading(BlobStore blobs, int headerBytes) {
    this.blobs = blobs;
    this.headerBytes = headerBytes;
    this.previews = new MessagePreview(blobs);
  }

  /// What an item wants of a message.
  FetchData part(@Nullable StoredMessage stored, FetchItem item) {
    StoredMessage message = Objects.requireNonNull(stored);
    Part root = message.structure().root();
    return switch (item) {
      case Simple.ENVELOPE -> new FetchData.Envelope(message.structure().envelope());
      case Simple.BODY -> new FetchData.Structure(root, false);
      case Simple.BODYSTRUCTURE -> new FetchData.Structure(root, true);
      case FetchItem.Body body -> new FetchData.Body(body, content(message, body));
      case FetchItem.Binary binary -> binary(message, binary);
      case FetchItem.BinarySize size -> binarySize(message, size);
      case FetchItem.Preview(boolean lazy) -> new FetchData.Preview(previews.of(message, lazy));
      case Simple.UID,
          Simple.FLAGS,
          Simple.INTERNALDATE,
          Simple.RFC822_SIZE,
          Simple.MODSEQ,
          Simple.SAVEDATE,
          Simple.EMAILID,
          Simple.THREADID ->
          throw new IllegalArgumentException("not of the stored message: " + item);
    };
  }

  private @Nullable Content content(StoredMessage message, FetchItem.Body body) {
    Section section = body.section();
    Span span = span(message, section);
    if (span == null) {
      return null;
    }
    return switch (section.text()) {
      case ALL, HEADER, TEXT, MIME -> content(message.blob(), cut(span, body.partial()));
      case HEADER_FIELDS, HEADER_FIELDS_NOT -> fields(message, body, span);
    };
  }

  /// Octets `[from, to)` of a blob.
  private record Span(long from, long to) {
    long length() {
      return to - from;
    }
  }

  private static @Nullable Span span(StoredMessage message, Section section) {
    Part root = message.structure().root();
    if (section.part().isEmpty()) {
      return section.text() == Text.ALL
          ? new Span(0, message.size())
          : span(root.extent(), section.text());
    }
    Optional<Part> found = root.section(section.part());
    if (found.isEmpty()) {
      return null;
    }
    Part part = found.get();
    if (section.text() == Text.ALL || section.text() == Text.MIME) {
      return span(part.extent(), section.text() == Text.ALL ? Text.TEXT : Text.MIME);
    }
    return part.isMessage() ? span(part.message().extent(), section.text()) : null;
  }

  private static Span span(Extent extent, Text text) {
    return switch (text) {
      case ALL -> new Span(extent.headerStart(), extent.end());
      case TEXT -> new Span(extent.bodyStart(), extent.end());
      case HEADER, MIME, HEADER_FIELDS, HEADER_FIELDS_NOT ->
          new Span(extent.headerStart(), extent.bodyStart());
    };
  }

  private static Span cut(Span span, @Nullable Partial partial) {
    if (partial == null) {
      return span;
    }
    long from = Math.min(span.length(), partial.from());
    long count = Math.min(span.length() - from, partial.count());
    return new Span(span.from() + from, span.from() + from + count);
  }

  private Content content(BlobHash blob, Span span) {
    if (span.length() <= AT_ONCE) {
      return Content.of(octets(blob, span));
    }
    return new BlobContent(blobs, blob, span.from(), span.length());
  }

  private byte[] octets(BlobHash blob, Span span) {
    if (span.length() == 0) {
      return new byte[0];
    }
    byte[] octets = blobs.read(blob, span.from(), Math.toIntExact(span.length()));
    if (octets.length < span.length()) {
      throw new StoreException.Corrupt("blob " + blob + " ends early");
    }
    return octets;
  }

  private Content fields(StoredMessage message, FetchItem.Body body, Span span) {
    Span looked = new Span(span.from(), Math.min(span.to(), span.from() + headerBytes));
    Section section = body.section();
    HeaderBlock header = HeaderBlock.of(octets(message.blob(), looked));
    Set<String> names =
        section.fields().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    Predicate<HeaderBlock.Field> named = HeaderBlock.named(names);
    byte[] fields = header.select(section.text() == Text.HEADER_FIELDS ? named : named.negate());
    Span part = cut(new Span(0, fields.length), body.partial());
    boolean whole = part.length() == fields.length;
    return Content.of(
        whole ? fields : Arrays.copyOfRange(fields, (int) part.from(), (int) part.to()));
  }

  private FetchData binary(StoredMessage message, FetchItem.Binary item) {
    Span span = span(message, new Section(item.part(), Text.ALL, List.of()));
    if (span == null) {
      return new FetchData.Binary(item, null);
    }
    String encoding = encoding(message, item.part());
    if (identity(encoding)) {
      return new FetchData.Binary(item, content(message.blob(), cut(span, item.partial())));
    }
    Span wanted = cut(new Span(0, decodedSize(message, span, encoding)), item.partial());
    try {
      InputStream decoded = decoded(message, span, encoding);
      decoded.skipNBytes(wanted.from());
      return new FetchData.Binary(item, new DecodedContent(decoded, wanted.length()));
    } catch (IOException e) {
      throw broken();
    }
  }

  private FetchData binarySize(StoredMessage message, FetchItem.BinarySize item) {
    Span span = span(message, new Section(item.part(), Text.ALL, List.of()));
    if (span == null) {
      return new FetchData.BinarySize(item, 0);
    }
    String encoding = encoding(message, item.part());
    long size = identity(encoding) ? span.length() : decodedSize(message, span, encoding);
    return new FetchData.BinarySize(item, size);
  }

  private static String encoding(StoredMessage message, List<Integer> path) {
    return path.isEmpty()
        ? "binary"
        : message.structure().root().section(path).map(Part::encoding).orElse("binary");
  }

  private static boolean identity(String encoding) {
    return switch (encoding) {
      case "7bit", "8bit", "binary" -> true;
      case "base64", "quoted-printable" -> false;
      default -> throw broken();
    };
  }

  private InputStream decoded(StoredMessage message, Span span, String encoding) {
    InputStream octets = blobs.stream(message.blob(), span.from(), span.length());
    return ContentDecoder.decode(octets, encoding);
  }

  private long decodedSize(StoredMessage message, Span span, String encoding) {
    try (InputStream in = decoded(message, span, encoding)) {
      return in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw broken();
    }
  }

  private static ReplyException broken() {
    return ReplyException.no(Code.Simple.UNKNOWN_CTE, "The part cannot be decoded");
  }

  /// What responses weigh in a part of an answer.
  static int weight(List<FetchData> data) {
    int octets = 64;
    for (FetchData item : data) {
      octets +=
          switch (item) {
            case FetchData.Body(_, Content.InMemory(byte[] bytes)) -> bytes.length;
            case FetchData.Body _ -> AT_ONCE;
            case FetchData.Binary _ -> AT_ONCE;
            case FetchData.Envelope _, FetchData.Structure _, FetchData.Preview _ -> 512;
            case FetchData.BinarySize _,
                FetchData.Uid _,
                FetchData.Flagged _,
                FetchData.InternalDate _,
                FetchData.Size _,
                FetchData.ModSeq _,
                FetchData.SaveDate _,
                FetchData.EmailId _,
                FetchData.ThreadId _ ->
                16;
          };
    }
    return octets;
  }

  /// A part of a blob, read while it goes out.
  private record BlobContent(BlobStore blobs, BlobHash blob, long offset, long size)
      implements Content {
    @Override
    public byte[] read(long from, int count) throws IOException {
      try {
        return blobs.read(blob, offset + from, count);
      } catch (StoreException e) {
        throw new IOException("blob " + blob + " cannot be read", e);
      }
    }
  }
}
