package org.mailkeep.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs the scripts in `dialogues`. `C:` is what a client sends, `S:` what it must read; `C[b]:`
/// and `S[b]:` are another client's; `D: MAILBOX SUBJECT` delivers a message to Jane. `<*>` stands
/// for any text. Jane's password is `secret`.
final class DialogueTest {
  private static final Pattern STEP = Pattern.compile("([CSDL])(?:\\[(\\w+)])?: ?(.*)");

  @TestFactory
  Stream<DynamicTest> dialogues() throws Exception {
    Path folder =
        Path.of(Objects.requireNonNull(DialogueTest.class.getResource("/dialogues")).toURI());
    List<Path> scripts;
    try (Stream<Path> files = Files.list(folder)) {
      scripts = files.sorted().toList();
    }
    assertFalse(scripts.isEmpty());
    return scripts.stream()
        .map(script -> DynamicTest.dynamicTest(script.getFileName().toString(), () -> run(script)));
  }

  private static void run(Path script) throws IOException {
    List<String> lines = Files.readAllLines(script);
    Map<String, ImapServer.Client> clients = new HashMap<>();
    try (ImapServer server = new ImapServer()) {
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        Matcher step = STEP.matcher(line);
        String where = script.getFileName() + ":" + (i + 1);
        assertTrue(step.matches(), where + " is no step: " + line);
        if (step.group(1).equals("D")) {
          String[] words = step.group(3).split(" ", 2);
          server.deliver(words[0], words[1]);
          continue;
        }
        String name = step.group(2) == null ? "" : step.group(2);
        ImapServer.Client client = clients.get(name);
        if (client == null) {
          client = server.connect();
          clients.put(name, client);
        }
        if (step.group(3).contains("{#+}")) {
          String message = message(lines, i + 1);
          client.send(step.group(3).replace("#", "" + message.length()) + "\r\n" + message);
        } else if (!step.group(1).equals("L")) {
          take(client, step, where);
        }
      }
    }
  }

  private static String message(List<String> lines, int from) {
    StringBuilder message = new StringBuilder();
    for (int i = from; i < lines.size() && lines.get(i).startsWith("L:"); i++) {
      message.append(lines.get(i).substring(2).stripLeading()).append("\r\n");
    }
    return message.toString();
  }

  private static void take(ImapServer.Client client, Matcher step, String where)
      throws IOException {
    String text = step.group(3);
    if (step.group(1).equals("C")) {
      client.send(text + "\r\n");
      return;
    }
    String read = client.line();
    if (!Pattern.matches(pattern(text), read)) {
      assertEquals(text, read, where);
    }
  }

  private static String pattern(String text) {
    StringBuilder pattern = new StringBuilder();
    String[] pieces = text.split(Pattern.quote("<*>"), -1);
    for (int i = 0; i < pieces.length; i++) {
      pattern.append(i == 0 ? "" : ".*").append(Pattern.quote(pieces[i]));
    }
    return pattern.toString();
  }
}
