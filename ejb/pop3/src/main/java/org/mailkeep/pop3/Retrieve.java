package org.mailkeep.pop3;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.mailbox.StoredMessage;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.wire.pop3.Answer;
import org.mailkeep.wire.pop3.Content;
import org.mailkeep.wire.pop3.Reply;

/// RETR and TOP (RFC 1939 §5, §7): the beginning of the message is read at once, the rest while it
/// goes out. No flag changes: `\Seen` is for who reads, and a client that fetches all mail does
/// not.
final class Retrieve {
  /// Octets that are read at once, or the header when it is longer.
  private static final int AT_ONCE = 16 * 1024;

  /// Octets of a header that is looked at; what is longer goes out as it is.
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
    Content content = content(stored, session.wire().unicode());
    Reply title = new Reply.Ok(lines == Reply.Octets.ALL ? content.size() + " octets" : "");
    return new Answer(List.of(title, new Reply.Octets(content, lines)), Answer.Then.DONE);
  }

  private Content content(StoredMessage stored, boolean unicode) {
    long header = stored.structure().root().extent().bodyStart();
    boolean looked = !unicode && header <= LONGEST_HEADER;
    int first = (int) Math.min(stored.size(), looked ? Math.max(AT_ONCE, header) : AT_ONCE);
    byte[] read = blobs.read(stored.blob(), 0, first);
    boolean asIs = !looked || !Surrogate.isNeeded(read, (int) header);
    byte[] begin = asIs ? read : conventional(read, (int) header);
    return new Message(blobs, stored.blob(), begin, read.length, stored.size() - read.length);
  }

  private static byte[] conventional(byte[] read, int header) {
    byte[] surrogate = Surrogate.of(Arrays.copyOf(read, header));
    byte[] begin = Arrays.copyOf(surrogate, surrogate.length + read.length - header);
    System.arraycopy(read, header, begin, surrogate.length, read.length - header);
    return begin;
  }

  /// A message whose beginning is in memory.
  ///
  /// @param offset in the blob of what follows it
  /// @param rest octets that follow
  private record Message(BlobStore blobs, BlobHash blob, byte[] begin, long offset, long rest)
      implements Content {
    @Override
    public long size() {
      return begin.length + rest;
    }

    @Override
    public byte[] read(long from, int count) throws IOException {
      if (from < begin.length) {
        int start = (int) from;
        return Arrays.copyOfRange(begin, start, Math.min(begin.length, start + count));
      }
      try {
        return blobs.read(blob, offset + from - begin.length, count);
      } catch (StoreException e) {
        throw new IOException("blob " + blob + " cannot be read", e);
      }
    }
  }
}
