package org.mailkeep.imap;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.mailkeep.wire.imap.Content;

/// A part with its transfer encoding undone, decoded while it goes out. Read from front to back.
final class DecodedContent implements Content {
  private final InputStream decoded;
  private final long size;
  private long position;

  /// @param decoded from the first octet that is wanted
  DecodedContent(InputStream decoded, long size) {
    this.decoded = decoded;
    this.size = size;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public byte[] read(long from, int count) throws IOException {
    if (from != position) {
      throw new IOException("not at " + position + " but " + from);
    }
    byte[] octets = decoded.readNBytes(count);
    position += octets.length;
    return octets.length == count ? octets : Arrays.copyOf(octets, count);
  }
}
