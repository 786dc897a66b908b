package org.mailkeep.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A script of a session, played against a server. Its lines:
///
/// * `C: TEXT` is sent, `S: TEXT` must be the next line that is read.
/// * `U: TEXT` must be among the lines before the next `S:`, in any order; what no script needs to
///   know may stand there, too.
/// * `C[b]:`, `S[b]:` and `U[b]:` are another client's.
/// * `C: … {#+}` sends the `L:` lines that follow as a literal.
/// * `D: MAILBOX SUBJECT` delivers a message to Jane.
/// * `T:` goes on with TLS.
/// * `Q: OCTETS MESSAGES` is all that Jane may keep from now on.
/// * `R: SETTING` is the rule from now on, beside those of the same script before it.
/// * `<*>` stands for any text. `<WORD>` is something that is called so from the first time that it
///   is read; `<jane>`, `<joe>` and `<password>` are known.
final class Dialogue {
  private static final Pattern STEP = Pattern.compile("([CSUDLTQR])(?:\\[(\\w+)])?: ?(.*)");
  private static final Pattern WORD = Pattern.compile("<(\\*|\\w+)>");

  /// Whom scripts talk to.
  interface Server {
    /// A new client that has read nothing.
    ImapServer.Client connect() throws IOException;

    /// Delivers a message to Jane.
    void deliver(String mailbox, String subject) throws IOException;

    /// Jane may keep so much from now on.
    void limit(long octets, long messages);

    /// What the settings of these lines say is the rule from now on.
    void configure(String settings);

    /// What is called how from the start.
    Map<String, String> words();
  }

  private final String name;
  private final List<String> lines;
  private final Server server;
  private final Map<String, String> words;
  private final Map<String, ImapServer.Client> clients = new HashMap<>();
  private final Map<String, List<String>> awaited = new HashMap<>();
  private final StringBuilder settings = new StringBuilder();
  private int at;

  private Dialogue(String name, List<String> lines, Server server) {
    this.name = name;
    this.lines = lines;
    this.server = server;
    this.words = new HashMap<>(server.words());
  }

  /// What SASL's PLAIN sends first, as Base64 (RFC 4616 §2).
  static String plain(String name, String password) {
    String text = "\0" + name + "\0" + password;
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Plays a script from its first line to its last.
  static void play(Path script, Server server) throws IOException {
    String name = String.valueOf(script.getFileName());
    new Dialogue(name, Files.readAllLines(script), server).run();
  }

  private void run() throws IOException {
    for (at = 0; at < lines.size(); at++) {
      String line = lines.get(at);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Matcher step = STEP.matcher(line);
      assertTrue(step.matches(), () -> where() + " is no step: " + line);
      try {
        step(step.group(1), step.group(2) == null ? "" : step.group(2), step.group(3));
      } catch (SocketTimeoutException e) {
        throw new AssertionError(where() + " waits in vain for " + step.group(3), e);
      }
    }
    assertEquals(Map.of(), awaited, name + " ends before these were read");
  }

  private String where() {
    return name + ":" + (at + 1);
  }

  private void step(String kind, String client, String text) throws IOException {
    switch (kind) {
      case "D" -> {
        String[] parts = text.split(" ", 2);
        server.deliver(parts[0], parts[1]);
      }
      case "Q" -> {
        String[] parts = text.split(" ", 2);
        server.limit(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
      }
      case "R" -> {
        settings.append(text).append('\n');
        server.configure(settings.toString());
      }
      case "T" -> clients.put(client, client(client).secured());
      case "C" -> send(client(client), filled(text));
      case "U" -> awaited.computeIfAbsent(client, _ -> new ArrayList<>()).add(text);
      case "S" -> read(client(client), awaited.remove(client), text);
      default -> {
        // a line of a literal, which was sent already
      }
    }
  }

  private ImapServer.Client client(String called) throws IOException {
    ImapServer.Client client = clients.get(called);
    if (client == null) {
      client = server.connect();
      clients.put(called, client);
    }
    return client;
  }

  private void send(ImapServer.Client client, String text) throws IOException {
    if (text.contains("{#+}")) {
      String literal = literal();
      client.send(
          text.replace("#", "" + literal.getBytes(StandardCharsets.UTF_8).length)
              + "\r\n"
              + literal);
    } else {
      client.send(text + "\r\n");
    }
  }

  private String literal() {
    StringBuilder literal = new StringBuilder();
    for (int i = at + 1; i < lines.size() && lines.get(i).startsWith("L:"); i++) {
      literal.append(lines.get(i).substring(2).stripLeading()).append("\r\n");
    }
    return literal.toString();
  }

  private void read(ImapServer.Client client, @Nullable List<String> among, String last)
      throws IOException {
    if (among == null) {
      String line = line(client, last);
      if (!matches(last, line)) {
        assertEquals(last, line, where());
      }
      return;
    }
    List<String> others = new ArrayList<>();
    String line = line(client, last);
    while (!matches(last, line)) {
      others.add(line);
      boolean goesOn = !line.equals("<end>");
      assertTrue(goesOn, () -> where() + " wants " + last + " among " + others);
      line = line(client, last);
    }
    for (String wanted : among) {
      boolean found = others.stream().anyMatch(other -> matches(wanted, other));
      assertTrue(found, () -> where() + " wants before it " + wanted + " among " + others);
    }
  }

  private String line(ImapServer.Client client, String wanted) throws IOException {
    try {
      return client.line();
    } catch (SocketTimeoutException e) {
      throw new AssertionError(where() + " waits in vain for " + wanted, e);
    }
  }

  /// The text with what its words stand for.
  private String filled(String text) {
    return WORD.matcher(text)
        .replaceAll(word -> {
          String value = words.get(word.group(1));
          assertTrue(value != null, () -> where() + " does not know " + word.group());
          return Matcher.quoteReplacement(String.valueOf(value));
        });
  }

  /// Whether a line is what a script says; then its words are known.
  private boolean matches(String text, String line) {
    StringBuilder pattern = new StringBuilder();
    List<String> learnt = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    int from = 0;
    while (word.find()) {
      pattern.append(Pattern.quote(text.substring(from, word.start())));
      pattern.append(pattern(word.group(1), learnt));
      from = word.end();
    }
    Matcher read =
        Pattern.compile(pattern.append(Pattern.quote(text.substring(from))).toString())
            .matcher(line);
    if (!read.matches()) {
      return false;
    }
    for (int i = 0; i < learnt.size(); i++) {
      words.put(learnt.get(i), read.group(i + 1));
    }
    return true;
  }

  private String pattern(String word, List<String> learnt) {
    if (word.equals("*")) {
      return ".*";
    }
    if (words.containsKey(word)) {
      return Pattern.quote(words.get(word));
    }
    int known = learnt.indexOf(word);
    if (known < 0) {
      learnt.add(word);
    }
    return known < 0 ? "([^ ()\\[\\]\"]+)" : "\\" + (known + 1);
  }
}
