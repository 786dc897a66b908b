package org.mailkeep.services;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.mailkeep.expression.Regex;

/// How a list of the web is read, packed by gzip or not. Its limits hold while it is read, so that
/// no more of it is ever kept than they allow.
///
/// @param comment what lines begin with that are none of it
/// @param octets that it may have, as it comes and unpacked
/// @param entries that it may have
/// @param longest characters of an entry
record ListReading(
    MemoryLists.Format format, String comment, long octets, int entries, int longest) {
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;
  private static final int STEP = 8192;

  /// The lines that count.
  ///
  /// @throws IOException also when there is more than the limits allow
  List<String> lines(InputStream in) throws IOException {
    var start = new PushbackInputStream(new Bounded(in), 2);
    byte[] first = start.readNBytes(2);
    start.unread(first);
    boolean packed =
        first.length > 1
            && Byte.toUnsignedInt(first[0]) == GZIP_FIRST
            && Byte.toUnsignedInt(first[1]) == GZIP_SECOND;
    var lines = new Lines();
    try (InputStream text = packed ? new Bounded(new GZIPInputStream(start)) : start) {
      Reader reader = new InputStreamReader(text, StandardCharsets.UTF_8);
      char[] step = new char[STEP];
      for (int length = reader.read(step); length >= 0; length = reader.read(step)) {
        for (int i = 0; i < length; i++) {
          lines.take(step[i]);
        }
      }
      lines.end();
      // what breaks off between two packed parts is told here
      start.transferTo(OutputStream.nullOutputStream());
    }
    return lines.taken;
  }

  /// Compiles what is to be compiled.
  ///
  /// @throws IOException when that cannot be
  ListEntries compiled(List<String> lines) throws IOException, InterruptedException {
    if (format != MemoryLists.Format.REGEX) {
      return ListEntries.texts(lines);
    }
    List<Regex> expressions = new ArrayList<>(lines.size());
    for (String line : lines) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      switch (Regex.compile(line)) {
        case Regex.Compiled.Good(Regex regex) -> expressions.add(regex);
        case Regex.Compiled.Bad(String why) -> throw new IOException(ListEntries.bad(line, why));
      }
    }
    return ListEntries.expressions(expressions);
  }

  /// Takes lines character by character.
  private final class Lines {
    private final List<String> taken = new ArrayList<>();

    /// Without white space at its beginning, and no longer than need be to know what it is.
    private final StringBuilder line = new StringBuilder();

    private final int most = Math.max(longest + 1, comment.length());
    private boolean skipped;

    void take(char c) throws IOException {
      if (c == '\n' || c == '\r') {
        end();
      } else if (skipped || (Character.isWhitespace(c) && (line.isEmpty() || isFull()))) {
        return;
      } else if (!isFull()) {
        line.append(c);
      } else if (isComment(line.toString())) {
        skipped = true;
      } else {
        throw tooLong();
      }
    }

    private boolean isFull() {
      return line.length() == most;
    }

    private boolean isComment(String text) {
      return !comment.isEmpty() && text.startsWith(comment);
    }

    void end() throws IOException {
      String entry = line.toString().strip();
      boolean counts = !skipped && !entry.isEmpty() && !isComment(entry);
      line.setLength(0);
      skipped = false;
      if (!counts) {
        return;
      }
      if (entry.length() > longest) {
        throw tooLong();
      }
      if (taken.size() == entries) {
        throw new IOException("more than " + entries + " entries, which limits.entries allows");
      }
      taken.add(entry);
    }

    private IOException tooLong() {
      return new IOException(
          "an entry of more than " + longest + " characters, which limits.entry-size allows");
    }
  }

  /// Fails at the first octet that is one too many.
  private final class Bounded extends FilterInputStream {
    private long left = octets;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int octet = in.read();
      count(octet < 0 ? 0 : 1);
      return octet;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = in.read(into, offset, length);
      count(read);
      return read;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = in.skip(count);
      count(skipped);
      return skipped;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    private void count(long read) throws IOException {
      left -= Math.max(read, 0);
      if (left < 0) {
        throw new IOException("more than " + octets + " octets, which limits.size allows");
      }
    }
  }
}
