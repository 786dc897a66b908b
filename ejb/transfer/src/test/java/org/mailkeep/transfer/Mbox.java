package org.mailkeep.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailkeep.mailbox.Flags;

/// Reads what tests want read as an mbox.
final class Mbox {
  private Mbox() {}

  /// A message as it was read.
  record Read(String text, Optional<Instant> time, Flags flags) {}

  static List<Read> read(String text) throws IOException {
    return read(text.getBytes(ISO_8859_1));
  }

  static List<Read> read(byte[] octets) throws IOException {
    var reader = new MboxReader(new ByteArrayInputStream(octets));
    List<Read> all = new ArrayList<>();
    while (reader.next()) {
      var message = new StringBuilder();
      reader.read((some, from, count) -> message.append(new String(some, from, count, ISO_8859_1)));
      all.add(new Read(message.toString(), reader.time(), reader.flags()));
    }
    return all;
  }

  static List<String> texts(String text) throws IOException {
    return read(text).stream().map(Read::text).toList();
  }
}
