package org.mailkeep.wire.imap;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A client's whole input as bytes; what it would be asked is counted, not sent.
final class TextInput implements CommandInput {
  static final ParserLimits LIMITS = new ParserLimits(65_536, 262_144, 1_000_000, 20, 1000);

  private final byte[] bytes;
  private int at;
  private int asked;
  private final List<Received> received = new ArrayList<>();

  /// A message that came by APPEND.
  record Received(String mailbox, String text, Sink sink) {}

  static final class Sink implements MessageSink {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private boolean closed;

    @Override
    public void write(byte[] bytes, int offset, int length) {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() {
      closed = true;
    }

    boolean closed() {
      return closed;
    }
  }

  TextInput(byte[] bytes) {
    this.bytes = bytes;
  }

  static TextInput of(String text) {
    return new TextInput(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Parses one command, tag included.
  static Command parse(String text) throws Exception {
    return of(text).command(false);
  }

  Command command(boolean unicode) throws Exception {
    Cursor in = new Cursor(this, line(), LIMITS, unicode);
    in.tag();
    return CommandParser.parse(in);
  }

  int asked() {
    return asked;
  }

  List<Received> received() {
    return received;
  }

  @Override
  public byte[] line() {
    int start = at;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    int end = at > start && bytes[at - 1] == '\r' ? at - 1 : at;
    at = Math.min(at + 1, bytes.length);
    return Arrays.copyOfRange(bytes, start, end);
  }

  @Override
  public byte[] literal(int size, boolean ask) {
    asked += ask ? 1 : 0;
    int end = Math.min(bytes.length, at + size);
    byte[] literal = Arrays.copyOfRange(bytes, at, end);
    at = end;
    return literal;
  }

  @Override
  public MessageSink message(Announced message, boolean ask) throws RefusedException {
    String mailbox = message.mailbox();
    if (mailbox.equals("missing")) {
      throw new RefusedException(
          new Answer.Tagged(Answer.Condition.NO, Code.Simple.TRYCREATE, "No such mailbox"));
    }
    byte[] octets = literal((int) message.size(), ask);
    Sink sink = new Sink();
    sink.write(octets, 0, octets.length);
    received.add(new Received(mailbox, new String(octets, StandardCharsets.UTF_8), sink));
    return sink;
  }
}
