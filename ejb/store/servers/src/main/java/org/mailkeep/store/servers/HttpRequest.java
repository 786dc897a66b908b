package org.mailkeep.store.servers;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A request of HTTP/1.1 as far as its end is to be found.
final class HttpRequest {
  private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d{1,12})");
  private static final int LONGEST_HEAD = 64 * 1024;

  private HttpRequest() {}

  /// Reads one to its end.
  static void read(InputStream in) throws IOException {
    String head = head(in).toLowerCase(Locale.ROOT);
    Matcher length = LENGTH.matcher(head);
    if (length.find()) {
      in.skipNBytes(Long.parseLong(length.group(1)));
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith("\r\n\r\n")) {
      int octet = in.read();
      if (octet < 0 || head.size() > LONGEST_HEAD) {
        throw new EOFException("no request");
      }
      head.write(octet);
      text = octet == '\n' ? head.toString(StandardCharsets.ISO_8859_1) : "";
    }
    return text;
  }
}
