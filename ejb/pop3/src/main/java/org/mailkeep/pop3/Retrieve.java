package org.mailkeep.pop3;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.mailbox.StoredMessage;
import org.mailkeep.mime.Extent;
import org.mailkeep.mime.Part;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.wire.pop3.Answer;
import org.mailkeep.wire.pop3.Code;
import org.mailkeep.wire.pop3.Content;
import org.mailkeep.wire.pop3.Reply;

/// RETR and TOP (RFC 1939 §5, §7): the beginning of the message is read at once, the rest while it
/// goes out. No flag changes: `\Seen` is for who reads, and a client that fetches all mail does
/// not.
///
/// Without UTF-8 mode no header goes out with octets outside ASCII, be it the message's or that of
/// a part: a [Surrogate] stands for it, and where headers are too long for that the message is
/// refused (RFC 6856 §2.1, §5). The rest of the parts is as it is.
final class Retrieve {
  /// Octets that are read at once, or the header when it is longer.
  private static final int AT_ONCE = 16 * 1024;

  /// Octets of headers that are rewritten, those of all parts together.
  private static final int LONGEST_HEADER = 256 * 1024;

  private final BlobStore blobs;

  Retrieve(BlobStore blobs) {
    this.blobs = blobs;
  }

  /// @param lines of the body
  Answer run(Session session, int message, int lines) {
    Maildrop maildrop = session.maildrop();
    if (!maildrop.has(message)) {
      return ListMessages.noSuchMessage();
    }
    EmailId id = maildrop.email(message);
    @Nullable StoredMessage stored = session.opened().account().messages(List.of(id)).get(id);
    if (stored == null) {
      return Answer.err(null, "The message was removed by another session");
    }
    List<Extent> headers =
        session.wire().unicode() ? List.of() : headers(stored.structure().root(), lines > 0);
    Content content = content(stored, headers);
    if (content == null) {
      return Answer.err(Code.UTF8, "The message takes UTF8 mode");
    }
    Reply title = new Reply.Ok(lines == Reply.Octets.ALL ? content.size() + " octets" : "");
    return new Answer(List.of(title, new Reply.Octets(content, lines)), Answer.Then.DONE);
  }

  /// Headers that go out, in the order in which they stand.
  ///
  /// @param inner whether those of parts do, too
  private static List<Extent> headers(Part root, boolean inner) {
    List<Extent> headers = new ArrayList<>();
    headers.add(root.extent());
    if (inner) {
      collect(root.parts(), headers);
    }
    return headers;
  }

  private static void collect(List<Part> parts, List<Extent> headers) {
    for (Part part : parts) {
      headers.add(part.extent());
      collect(part.parts(), headers);
    }
  }

  /// What goes out: the message without octets outside ASCII in these headers.
  ///
  /// @return null when they are too long for that
  private @Nullable Content content(StoredMessage stored, List<Extent> headers) {
    Pieces pieces = new Pieces(blobs, stored.blob());
    if (headers.stream().mapToLong(Extent::headerSize).sum() > LONGEST_HEADER) {
      pieces.addStored(new byte[0], 0, stored.size());
      return isAscii(stored, headers) ? pieces : null;
    }
    byte[] read = blobs.read(stored.blob(), 0, atOnce(stored, headers));
    Window window = new Window(0, read);
    long at = 0;
    for (Extent extent : headers) {
      if (!window.has(extent)) {
        window = window(stored, extent);
      }
      byte[] octets = window.header(extent);
      if (Surrogate.isNeeded(octets)) {
        pieces.addStored(read, at, extent.headerStart());
        pieces.add(Surrogate.of(octets));
        at = extent.bodyStart();
      }
    }
    pieces.addStored(read, at, stored.size());
    return pieces;
  }

  /// Up to the last header where that is not far, so that one read does for most messages.
  private static int atOnce(StoredMessage stored, List<Extent> headers) {
    long first = headers.isEmpty() ? 0 : headers.getFirst().bodyStart();
    long last = headers.isEmpty() ? 0 : headers.getLast().bodyStart();
    long wanted = last <= LONGEST_HEADER ? last : first;
    return (int) Math.min(stored.size(), Math.max(AT_ONCE, wanted));
  }

  /// A header that is far from the beginning, and what is near behind it.
  private Window window(StoredMessage stored, Extent extent) {
    long start = extent.headerStart();
    int count = (int) Math.min(stored.size() - start, Math.max(AT_ONCE, extent.headerSize()));
    return new Window(start, blobs.read(stored.blob(), start, count));
  }

  /// Octets of a message that were read.
  private record Window(long start, byte[] octets) {
    boolean has(Extent extent) {
      return extent.headerStart() >= start && extent.bodyStart() <= start + octets.length;
    }

    byte[] header(Extent extent) {
      return Arrays.copyOfRange(
          octets, (int) (extent.headerStart() - start), (int) (extent.bodyStart() - start));
    }
  }

  /// Whether long headers are ASCII; read slice by slice.
  private boolean isAscii(StoredMessage stored, List<Extent> headers) {
    for (Extent extent : headers) {
      for (long at = extent.headerStart(); at < extent.bodyStart(); at += AT_ONCE) {
        int count = (int) Math.min(AT_ONCE, extent.bodyStart() - at);
        if (Surrogate.isNeeded(blobs.read(stored.blob(), at, count))) {
          return false;
        }
      }
    }
    return true;
  }
}
