package org.mailkeep.imap;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/// Undoes content transfer encodings (RFC 2045 §6).
final class TransferDecoding {
  private TransferDecoding() {}

  /// The decoded octets; empty for an encoding that nobody knows.
  ///
  /// @param encoding in lower case
  static Optional<InputStream> of(String encoding, InputStream octets) {
    return switch (encoding) {
      case "7bit", "8bit", "binary" -> Optional.of(octets);
      case "base64" -> Optional.of(Base64.getMimeDecoder().wrap(octets));
      case "quoted-printable" -> Optional.of(new QuotedPrintable(octets));
      default -> Optional.empty();
    };
  }

  /// Quoted-printable; what is no escape stays as it is (RFC 2045 §6.7).
  private static final class QuotedPrintable extends InputStream {
    private final InputStream in;
    private final int[] ahead = new int[2];
    private int count;

    QuotedPrintable(InputStream in) {
      this.in = in;
    }

    private int next() throws IOException {
      if (count == 0) {
        return in.read();
      }
      int octet = ahead[0];
      ahead[0] = ahead[1];
      count--;
      return octet;
    }

    @Override
    public int read() throws IOException {
      int octet = next();
      while (octet == '=') {
        int first = next();
        if (first == '\n') {
          octet = next();
          continue;
        }
        int second = next();
        if (first == '\r' && second == '\n') {
          octet = next();
          continue;
        }
        int high = Character.digit(first, 16);
        int low = Character.digit(second, 16);
        if (high >= 0 && low >= 0) {
          return high << 4 | low;
        }
        ahead[0] = first;
        ahead[1] = second;
        count = 2;
        return octet;
      }
      return octet;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, bytes.length);
      int done = 0;
      while (done < length) {
        int octet = read();
        if (octet < 0) {
          return done == 0 ? -1 : done;
        }
        bytes[offset + done++] = (byte) octet;
      }
      return done;
    }
  }
}
