package org.mailkeep.wire.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.mailkeep.wire.transport.ConnectionEnded;
import org.mailkeep.wire.transport.Input;
import org.mailkeep.wire.transport.Line;

/// Reads what a server says before somebody is logged in: status responses, capabilities and
/// continuation requests (RFC 9051 §7). Bounded; what is anything else ends the session.
final class ClientReader {
  /// The most octets of a line.
  static final int MOST_OCTETS = 8192;

  /// The most lines before the one that is waited for.
  static final int MOST_LINES = 100;

  private static final Pattern LITERAL = Pattern.compile(".*\\{[0-9]+\\+?}");

  private final Input in;
  private Set<String> capabilities = Set.of();

  ClientReader(Input in) {
    this.in = in;
  }

  /// A response that a session waits for.
  sealed interface Response {
    /// `+ …`: the rest of the line.
    record Continue(String text) implements Response {}

    /// A tagged one, or the greeting.
    ///
    /// @param word `OK`, `NO`, `BAD`, `PREAUTH`
    /// @param code of the response, in upper case; may be empty
    record Status(String word, String code, String text) implements Response {
      boolean isOk() {
        return word.equals("OK");
      }
    }
  }

  /// What the server said last that it can do, in upper case; empty when it did not say.
  Set<String> capabilities() {
    return capabilities;
  }

  /// What it said holds no more.
  void forgetCapabilities() {
    capabilities = Set.of();
  }

  // greeting = "*" SP (resp-cond-auth / resp-cond-bye) CRLF                       RFC 9051 §9
  Response.Status greeting() throws IOException {
    String line = line();
    if (!line.startsWith("* ")) {
      throw broken("what is no greeting of IMAP");
    }
    return status(line.substring(2));
  }

  /// The response to a command: the one with its tag, or a wish for more.
  Response response(String tag) throws IOException {
    for (int lines = 0; lines < MOST_LINES; lines++) {
      String line = line();
      if (line.equals("+") || line.startsWith("+ ")) {
        return new Response.Continue(line.substring(1).strip());
      }
      if (line.startsWith(tag + " ")) {
        return status(line.substring(tag.length() + 1));
      }
      if (!line.startsWith("* ")) {
        throw broken("what is no response of IMAP");
      }
      untagged(line.substring(2));
    }
    throw broken("too many responses to one command");
  }

  private void untagged(String line) throws IOException {
    String word = word(line);
    switch (word) {
      case "CAPABILITY" -> remember(line.substring(word.length()));
      case "OK", "NO", "BAD" -> status(line);
      case "BYE" ->
          throw new ConnectionEnded(
              ConnectionEnded.Reason.PEER_CLOSED, "the server said goodbye:" + line.substring(3));
      default -> {
        // What concerns mailboxes, or an extension: nothing to us.
      }
    }
  }

  // resp-text = ["[" resp-text-code "]" SP] [text]                               RFC 9051 §9
  private Response.Status status(String line) throws IOException {
    String word = word(line);
    if (!List.of("OK", "NO", "BAD", "PREAUTH", "BYE").contains(word)) {
      throw broken("what is no status of IMAP");
    }
    String text = line.substring(word.length()).strip();
    int end = text.startsWith("[") ? text.indexOf(']') : -1;
    if (end < 0) {
      return new Response.Status(word, "", text);
    }
    String code = text.substring(1, end);
    String name = word(code);
    if (name.equals("CAPABILITY")) {
      remember(code.substring(name.length()));
    }
    return new Response.Status(word, name, text.substring(end + 1).strip());
  }

  private void remember(String words) {
    Set<String> all = new HashSet<>();
    Arrays.stream(words.split(" ", -1))
        .filter(word -> !word.isEmpty())
        .forEach(word -> all.add(word.toUpperCase(Locale.ROOT)));
    capabilities = Set.copyOf(all);
  }

  private static String word(String text) {
    int space = text.indexOf(' ');
    return (space < 0 ? text : text.substring(0, space)).toUpperCase(Locale.ROOT);
  }

  private String line() throws IOException {
    return switch (in.readLine(MOST_OCTETS)) {
      case Line.Whole line -> checked(line);
      case Line.TooLong() -> throw broken("a line that is too long");
      case Line.End() -> throw new ConnectionEnded(ConnectionEnded.Reason.PEER_CLOSED, "");
    };
  }

  /// Nothing that we ask for is answered by a literal.
  private static String checked(Line.Whole line) throws IOException {
    var out = new StringBuilder();
    String text = new String(line.octets(), StandardCharsets.UTF_8);
    text.chars().forEach(c -> out.append(c < ' ' || c == 127 ? '?' : (char) c));
    if (LITERAL.matcher(out).matches()) {
      throw broken("a literal that nobody asked for");
    }
    return out.toString();
  }

  private static ConnectionEnded broken(String what) {
    return new ConnectionEnded(ConnectionEnded.Reason.BROKEN, "the server sent " + what);
  }
}
