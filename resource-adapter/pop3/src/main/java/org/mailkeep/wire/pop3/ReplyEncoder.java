package org.mailkeep.wire.pop3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.mailkeep.wire.transport.DotWriter;
import org.mailkeep.wire.transport.Output;

/// Writes replies (RFC 1939 §3).
final class ReplyEncoder {
  private static final int SLICE = 64 * 1024;
  private static final String CRLF = "\r\n";

  private final Output out;

  ReplyEncoder(Output out) {
    this.out = out;
  }

  void write(Reply reply) throws IOException {
    switch (reply) {
      case Reply.Ok(String text) -> line(text.isEmpty() ? "+OK" : "+OK " + text);
      case Reply.Err(var code, String text) ->
          line(code == null ? "-ERR " + text : "-ERR [" + code.text() + "] " + text);
      case Reply.Challenge(String base64) -> line("+ " + base64);
      case Reply.Row(String text) -> line(text);
      case Reply.Size(int message, long octets) -> line(message + " " + octets);
      case Reply.Octets(Content content, int lines) -> octets(content, lines);
      case Reply.End _ -> line(".");
    }
  }

  private void line(String text) throws IOException {
    out.write((text + CRLF).getBytes(StandardCharsets.UTF_8));
  }

  private void octets(Content content, int lines) throws IOException {
    DotWriter dots = new DotWriter(out);
    Excerpt excerpt = new Excerpt(lines);
    long size = content.size();
    for (long at = 0; at < size && !excerpt.isComplete(); ) {
      byte[] slice = content.read(at, (int) Math.min(SLICE, size - at));
      if (slice.length == 0) {
        throw new IOException("content ends at " + at + " of " + size);
      }
      dots.write(slice, 0, excerpt.take(slice));
      at += slice.length;
    }
    dots.end();
  }
}
