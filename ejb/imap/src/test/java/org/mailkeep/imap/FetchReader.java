package org.mailkeep.imap;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// A client that reads what FETCH tells, octet by octet: quoted or literal, it is the same text. A
/// character of a text is an octet.
final class FetchReader implements AutoCloseable {
  private static final Pattern CODE = Pattern.compile("^(\\w+( \\[[^ \\]]*]?)?).*");

  private final Socket socket;
  private final InputStream in;
  private int tags;
  private int peeked = -2;

  FetchReader(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(60_000);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
    line();
  }

  /// A value of FETCH.
  sealed interface Value {}

  /// An atom, a number, or NIL.
  record Atom(String text) implements Value {
    static final Atom NIL = new Atom("NIL");
    static final Atom ABSENT = new Atom("absent");

    @Override
    public String toString() {
      return text;
    }
  }

  /// A string.
  record Text(String text) implements Value {
    @Override
    public String toString() {
      return '"' + text.replace("\r", "\\r").replace("\n", "\\n") + '"';
    }
  }

  /// Values in parentheses.
  record Group(List<Value> values) implements Value {
    Group {
      values = List.copyOf(values);
    }

    @Override
    public String toString() {
      return values.toString().replace('[', '(').replace(']', ')').replace(", ", " ");
    }
  }

  /// What a command was told.
  ///
  /// @param status OK, NO or BAD, with its code
  /// @param line the same with its text
  record Told(String status, String line, Map<String, Value> items) {}

  /// Sends a command and reads its answer.
  Told command(String text) throws IOException {
    String tag = "t" + ++tags;
    socket
        .getOutputStream()
        .write((tag + " " + text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    Map<String, Value> items = new LinkedHashMap<>();
    while (true) {
      String start = word();
      if (start.equals(tag)) {
        String status = line();
        return new Told(CODE.matcher(status).replaceFirst("$1"), status, items);
      }
      boolean numbered = word().matches("\\d+");
      if (numbered && word().equals("FETCH")) {
        items(items);
      }
      line();
    }
  }

  private void items(Map<String, Value> items) throws IOException {
    expect('(');
    while (peek() != ')') {
      String key = key();
      expect(' ');
      items.put(key, value());
      if (peek() == ' ') {
        read();
      }
    }
    expect(')');
  }

  /// The name of an item, with the section and its list of fields.
  private String key() throws IOException {
    StringBuilder key = new StringBuilder();
    boolean section = false;
    while (section || peek() != ' ') {
      char c = read();
      section = c == '[' || (section && c != ']');
      key.append(c);
    }
    return key.toString().toUpperCase(Locale.ROOT).replace("\"", "");
  }

  private Value value() throws IOException {
    return switch (peek()) {
      case '(' -> group();
      case '"' -> quoted();
      case '{', '~' -> literal();
      default -> atom();
    };
  }

  private Atom atom() throws IOException {
    StringBuilder atom = new StringBuilder();
    while (peek() != ' ' && peek() != ')' && peek() != '\r') {
      atom.append(read());
    }
    return new Atom(atom.toString());
  }

  private Group group() throws IOException {
    List<Value> values = new ArrayList<>();
    expect('(');
    while (peek() != ')') {
      values.add(value());
      if (peek() == ' ') {
        read();
      }
    }
    expect(')');
    return new Group(values);
  }

  private Text quoted() throws IOException {
    StringBuilder text = new StringBuilder();
    expect('"');
    while (peek() != '"') {
      char c = read();
      text.append(c == '\\' ? read() : c);
    }
    expect('"');
    return new Text(text.toString());
  }

  private Text literal() throws IOException {
    int size = Integer.parseInt(line().replaceAll("[~{}+]", ""));
    byte[] octets = in.readNBytes(size);
    return new Text(new String(octets, StandardCharsets.ISO_8859_1));
  }

  private String word() throws IOException {
    StringBuilder word = new StringBuilder();
    while (peek() != ' ' && peek() != '\n') {
      word.append(read());
    }
    if (peek() == ' ') {
      read();
    }
    return word.toString().strip();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (char c = read(); c != '\n'; c = read()) {
      line.append(c);
    }
    return line.toString().stripTrailing();
  }

  private void expect(char wanted) throws IOException {
    char c = read();
    if (c != wanted) {
      throw new IOException("not " + wanted + " but " + c + line());
    }
  }

  private char peek() throws IOException {
    if (peeked == -2) {
      peeked = in.read();
    }
    if (peeked < 0) {
      throw new IOException("the connection ended");
    }
    return (char) peeked;
  }

  private char read() throws IOException {
    char c = peek();
    peeked = -2;
    return c;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
