package org.mailkeep.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailkeep.wire.pop3.Vocabulary;

/// The scripts of [DialogueTest] show all that is understood: each command is answered by `+OK` in
/// one, and each RFC of POP3 that we follow is named by the head of one.
final class VocabularyTest {
  private static final Pattern LINE = Pattern.compile("([CS])(?:\\[(\\w+)])?: ?(.*)");
  private static final Pattern RFC = Pattern.compile("RFC \\d+");

  private static final Set<String> RFCS =
      Set.of("RFC 1939", "RFC 2449", "RFC 2595", "RFC 3206", "RFC 5034", "RFC 6856");

  private static List<List<String>> scripts() throws IOException, URISyntaxException {
    var folder = Objects.requireNonNull(VocabularyTest.class.getResource("/pop3-dialogues"));
    try (Stream<Path> files = Files.walk(Path.of(folder.toURI()))) {
      return files.filter(Files::isRegularFile).map(VocabularyTest::lines).toList();
    }
  }

  private static List<String> lines(Path script) {
    try {
      return Files.readAllLines(script);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// Commands that succeed; answers come in the order of commands (RFC 2449 §6.6).
  private static Set<String> shown(List<String> lines) {
    Set<String> succeeded = new TreeSet<>();
    Map<String, Deque<String>> waiting = new HashMap<>();
    for (String line : lines) {
      Matcher said = LINE.matcher(line);
      if (!said.matches()) {
        continue;
      }
      Deque<String> commands =
          waiting.computeIfAbsent(String.valueOf(said.group(2)), _ -> new ArrayDeque<>());
      String word = said.group(3).split(" ", 2)[0];
      String verb = word.toUpperCase(Locale.ROOT);
      if (said.group(1).equals("C")) {
        if (Vocabulary.commands().contains(verb)) {
          commands.add(verb);
        }
      } else if (!commands.isEmpty() && (word.startsWith("+OK") || word.startsWith("-ERR"))) {
        String answered = commands.remove();
        if (word.startsWith("+OK")) {
          succeeded.add(answered);
        }
      }
    }
    return succeeded;
  }

  @Test
  void everyCommandSucceedsInAScript() throws Exception {
    Set<String> missing = new TreeSet<>(Vocabulary.commands());
    scripts().forEach(script -> missing.removeAll(shown(script)));
    assertEquals(Set.of(), missing);
  }

  @Test
  void everyRfcIsNamedByTheHeadOfAScript() throws Exception {
    Set<String> missing = new TreeSet<>(RFCS);
    scripts().forEach(script -> missing.removeAll(head(script)));
    assertEquals(Set.of(), missing);
  }

  private static Set<String> head(List<String> script) {
    return script.stream()
        .takeWhile(line -> line.startsWith("#"))
        .flatMap(line -> RFC.matcher(line).results().map(MatchResult::group))
        .collect(Collectors.toSet());
  }
}
