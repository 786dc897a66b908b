package org.mailkeep.wire.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailkeep.wire.transport.ConnectionEnded;
import org.mailkeep.wire.transport.Input;
import org.mailkeep.wire.transport.Line;

/// Reads one response of a server after the other, part by part (RFC 9051 §9 `response`). A part
/// may be a literal, which goes on behind its octets. All is bounded. For one thread.
final class ClientResponse {
  /// The most octets of a line.
  static final int MOST_OCTETS = 64 * 1024;

  /// The most octets of a literal that is kept in memory.
  static final int MOST_KEPT = 64 * 1024;

  /// The most parts that are nested.
  static final int DEEPEST = 50;

  private final Input in;
  private String line = "";
  private int at;
  private long number;

  /// Takes octets of a literal.
  interface Octets {
    void take(byte[] octets, int from, int count) throws IOException;
  }

  ClientResponse(Input in) {
    this.in = in;
  }

  /// Goes to the next response.
  void next() throws IOException {
    line = line();
    at = 0;
    number = 0;
  }

  private String line() throws IOException {
    return switch (in.readLine(MOST_OCTETS)) {
      case Line.Whole whole -> new String(whole.octets(), StandardCharsets.ISO_8859_1);
      case Line.TooLong() -> throw broken("a line that is too long");
      case Line.End() -> throw new ConnectionEnded(ConnectionEnded.Reason.PEER_CLOSED, "");
    };
  }

  /// Whether it answers a command; its status comes next.
  boolean isTagged(String tag) {
    boolean tagged = line.startsWith(tag + " ");
    at = tagged ? tag.length() + 1 : 0;
    return tagged;
  }

  /// The word that says what an untagged response is about; the number before it is kept.
  String untagged() throws IOException {
    if (!line.startsWith("* ")) {
      throw broken("what is no response of IMAP");
    }
    at = 2;
    String word = word();
    if (!word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9')) {
      number = count(word);
      word = word();
    }
    return word;
  }

  /// The number before the word.
  long number() {
    return number;
  }

  /// The next word in upper case; empty at the end of the line.
  String word() {
    return atom().toUpperCase(Locale.ROOT);
  }

  /// What follows, in words for people.
  String rest() {
    var out = new StringBuilder();
    line.substring(Math.min(at, line.length()))
        .chars()
        .limit(200)
        .forEach(c -> out.append(c < ' ' || c >= 0x7f ? '?' : (char) c));
    return out.toString().strip();
  }

  /// The number in a response code (RFC 9051 §7.1), when that is the one.
  Optional<Long> code(String name) throws IOException {
    String rest = rest().toUpperCase(Locale.ROOT);
    String start = "[" + name + " ";
    int end = rest.indexOf(']');
    return rest.startsWith(start) && end > 0
        ? Optional.of(count(rest.substring(start.length(), end)))
        : Optional.empty();
  }

  private String atom() {
    space();
    int from = at;
    while (at < line.length() && " ()".indexOf(line.charAt(at)) < 0) {
      at++;
    }
    return line.substring(from, at);
  }

  private void space() {
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
  }

  /// Begins a list in parentheses.
  void open() throws IOException {
    space();
    if (at >= line.length() || line.charAt(at) != '(') {
      throw broken("no list where there must be one");
    }
    at++;
  }

  /// Whether a list ends here.
  boolean close() throws IOException {
    space();
    if (at >= line.length()) {
      throw broken("a list without an end");
    }
    boolean closed = line.charAt(at) == ')';
    at += closed ? 1 : 0;
    return closed;
  }

  /// The name of an item of a FETCH response, such as `BODY[]`.
  String item() throws IOException {
    space();
    int from = at;
    int depth = 0;
    while (at < line.length()
        && (depth > 0 || (line.charAt(at) != ' ' && line.charAt(at) != ')'))) {
      depth += line.charAt(at) == '[' ? 1 : 0;
      depth -= line.charAt(at) == ']' ? 1 : 0;
      at++;
    }
    if (at == from) {
      throw broken("an item without a name");
    }
    return line.substring(from, at).toUpperCase(Locale.ROOT);
  }

  /// A number.
  long count() throws IOException {
    return count(atom());
  }

  private static long count(String digits) throws IOException {
    if (!digits.matches("[0-9]{1,18}")) {
      throw broken("no number where there must be one");
    }
    return Long.parseLong(digits);
  }

  /// A list of words.
  List<String> words() throws IOException {
    List<String> words = new ArrayList<>();
    open();
    while (!close()) {
      String word = atom();
      if (word.isEmpty()) {
        throw broken("lists in a list of words");
      }
      words.add(word);
    }
    return words;
  }

  /// A string of any kind, or an atom; `NIL` is an empty one.
  String text() throws IOException {
    space();
    if (at < line.length() && line.charAt(at) == '"') {
      return quoted();
    }
    long literal = literal();
    if (literal >= 0) {
      if (literal > MOST_KEPT) {
        throw broken("a literal that is too large");
      }
      var text = new StringBuilder();
      pass(
          literal,
          (octets, from, count) ->
              text.append(new String(octets, from, count, StandardCharsets.ISO_8859_1)));
      return text.toString();
    }
    String atom = atom();
    return atom.equalsIgnoreCase("NIL") ? "" : atom;
  }

  private String quoted() throws IOException {
    var text = new StringBuilder();
    at++;
    while (at < line.length() && line.charAt(at) != '"') {
      at += line.charAt(at) == '\\' ? 1 : 0;
      if (at < line.length()) {
        text.append(line.charAt(at++));
      }
    }
    if (at >= line.length()) {
      throw broken("a quoted text without an end");
    }
    at++;
    return text.toString();
  }

  /// Octets of the literal that begins here, or -1.
  private long literal() throws IOException {
    boolean binary = line.startsWith("~{", at);
    int from = at + (binary ? 1 : 0);
    if (from >= line.length() || line.charAt(from) != '{' || !line.endsWith("}")) {
      return -1;
    }
    return count(line.substring(from + 1, line.length() - 1));
  }

  private void pass(long count, Octets target) throws IOException {
    in.transfer(
        count,
        (octets, from, to) -> {
          target.take(octets, from, to - from);
          return to - from;
        });
    line = line();
    at = 0;
  }

  /// Hands on the octets of a string, however many they are.
  void stream(long most, Octets target) throws IOException {
    space();
    long literal = literal();
    if (literal > most) {
      throw broken("a message that is too large");
    }
    if (literal >= 0) {
      pass(literal, target);
    } else {
      byte[] octets = text().getBytes(StandardCharsets.ISO_8859_1);
      if (octets.length > 0) {
        target.take(octets, 0, octets.length);
      }
    }
  }

  /// Passes over a value of any kind.
  void skip() throws IOException {
    skip(0);
  }

  private void skip(int depth) throws IOException {
    space();
    if (depth > DEEPEST) {
      throw broken("lists that are nested too deeply");
    }
    if (at < line.length() && line.charAt(at) == '(') {
      open();
      while (!close()) {
        skip(depth + 1);
      }
    } else {
      int before = at;
      String text = text();
      if (text.isEmpty() && at == before && at < line.length()) {
        throw broken("what is no value");
      }
    }
  }

  /// Passes over what is left of the response, literals too.
  void end() throws IOException {
    while (line.endsWith("}") && at < line.length()) {
      int brace = line.lastIndexOf('{');
      if (brace < at) {
        return;
      }
      at = brace;
      long literal = literal();
      if (literal < 0) {
        return;
      }
      pass(literal, (_, _, _) -> {});
    }
  }

  private static ConnectionEnded broken(String what) {
    return new ConnectionEnded(ConnectionEnded.Reason.BROKEN, "the server sent " + what);
  }
}
