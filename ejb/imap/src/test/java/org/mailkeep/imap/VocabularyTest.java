package org.mailkeep.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Extension;
import org.mailkeep.wire.imap.FetchItem;
import org.mailkeep.wire.imap.ListQuery;
import org.mailkeep.wire.imap.SortKey;
import org.mailkeep.wire.imap.StatusItem;
import org.mailkeep.wire.imap.Vocabulary;

/// The scripts of [Dialogues] show all that is understood: each word occurs in a command that is
/// answered by OK, and each RFC of [Extension] is named by the head of a script.
final class VocabularyTest {
  private static final Pattern LINE = Pattern.compile("([CS])(?:\\[(\\w+)])?: ?(.*)");
  private static final Pattern COMMAND =
      Pattern.compile("(\\S+) ((?:UID )?\\w+)(.*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern RFC = Pattern.compile("RFC \\d+");

  /// What no text can show, and the test that shows it: behind COMPRESS all octets are others.
  private static final Path COMPRESSION =
      Path.of("../../resource-adapter/imap/src/test/java/org/mailkeep/wire/imap/CompressTest.java");

  private static final Set<String> COMPRESSED = Set.of("COMPRESS", "RFC 4978");

  /// A command that succeeds somewhere.
  ///
  /// @param words behind the verb in upper case, without what stands in quotes
  private record Shown(String verb, String words) {
    /// Whether a word stands in it, for itself.
    boolean has(String word) {
      String alone = "(?<![\\w.$-])" + Pattern.quote(word) + "(?![\\w.-])";
      return Pattern.compile(alone).matcher(words).find();
    }
  }

  private static final List<Shown> SHOWN =
      Dialogues.all().stream().flatMap(script -> shown(lines(script)).stream()).toList();

  private static List<String> lines(Path script) {
    try {
      return Files.readAllLines(script);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Shown> shown(List<String> lines) {
    List<Shown> succeeded = new ArrayList<>();
    Map<String, Shown> waiting = new HashMap<>();
    for (String line : lines) {
      Matcher said = LINE.matcher(line);
      if (!said.matches()) {
        continue;
      }
      String client = (said.group(2) == null ? "" : said.group(2)) + ' ';
      if (said.group(1).equals("C")) {
        Matcher command = COMMAND.matcher(said.group(3).replaceAll("\"[^\"]*\"", "\"\""));
        if (command.matches()) {
          String verb = command.group(2).toUpperCase(Locale.ROOT);
          String words = command.group(3).toUpperCase(Locale.ROOT);
          waiting.put(client + command.group(1), new Shown(verb, words));
        }
      } else {
        String[] reply = said.group(3).split(" ", 3);
        Shown command = waiting.remove(client + reply[0]);
        if (command != null && reply.length > 1 && reply[1].equals("OK")) {
          succeeded.add(command);
        }
      }
    }
    return succeeded;
  }

  /// What is in no command of these verbs.
  private static Set<String> missing(Collection<String> words, Set<String> verbs) {
    return missing(
        words, word -> SHOWN.stream().anyMatch(c -> verbs.contains(c.verb()) && c.has(word)));
  }

  private static Set<String> missing(Collection<String> words, Predicate<String> isShown) {
    assertTrue(words.size() > 1, words::toString);
    return words.stream().filter(isShown.negate()).collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> names(Enum<?>[] constants, char joint) {
    return Arrays.stream(constants).map(c -> c.name().replace('_', joint)).toList();
  }

  @Test
  void everyCommandSucceedsInAScript() {
    Set<String> verbs = SHOWN.stream().map(Shown::verb).collect(Collectors.toSet());
    assertEquals(
        Set.of(),
        missing(Vocabulary.commands(), verb -> verbs.contains(verb) || COMPRESSED.contains(verb)));
  }

  @Test
  void whatNoTextShowsAnotherTestShows() throws IOException {
    String test = Files.readString(COMPRESSION);
    assertTrue(test.contains("@Test") && test.contains("COMPRESS DEFLATE"));
    assertTrue(Vocabulary.commands().contains("COMPRESS"));
    assertEquals("RFC 4978", Extension.COMPRESS.definition());
  }

  private static final Set<String> FETCHES = Set.of("FETCH", "UID FETCH");

  @Test
  void everyItemOfFetchIsFetched() {
    assertEquals(Set.of(), missing(Vocabulary.fetchItems(), FETCHES));
    assertEquals(Set.of(), missing(Vocabulary.fetchMacros(), FETCHES));
  }

  @Test
  void theStructureWithoutExtensionsIsFetched() {
    Pattern bare = Pattern.compile("[ (]BODY($|[ )])");
    assertTrue(
        SHOWN.stream().anyMatch(c -> FETCHES.contains(c.verb()) && bare.matcher(c.words()).find()));
  }

  @Test
  void everySectionIsFetched() {
    List<String> sections =
        Arrays.stream(FetchItem.Text.values()).map(VocabularyTest::section).toList();
    assertEquals(
        Set.of(),
        missing(
            sections,
            section ->
                SHOWN.stream()
                    .anyMatch(c ->
                        FETCHES.contains(c.verb())
                            && Pattern.compile("BODY(\\.PEEK)?\\[[0-9.]*" + section)
                                .matcher(c.words())
                                .find())));
  }

  private static String section(FetchItem.Text text) {
    return switch (text) {
      case ALL -> "]";
      case HEADER, TEXT, MIME -> text.name() + "]";
      case HEADER_FIELDS -> "HEADER\\.FIELDS ";
      case HEADER_FIELDS_NOT -> "HEADER\\.FIELDS\\.NOT ";
    };
  }

  private static final Set<String> SEARCHES = Set.of("SEARCH", "UID SEARCH");

  @Test
  void everyKeyOfSearchIsLookedFor() {
    assertEquals(Set.of(), missing(Vocabulary.searchKeys(), SEARCHES));
  }

  @Test
  void everyReturnOfSearchIsAskedFor() {
    assertEquals(Set.of(), missing(names(Command.SearchReturn.values(), '-'), SEARCHES));
  }

  @Test
  void everyCriterionSorts() {
    assertEquals(
        Set.of(), missing(names(SortKey.Criterion.values(), '-'), Set.of("SORT", "UID SORT")));
  }

  @Test
  void everyItemOfStatusIsAskedFor() {
    List<String> items = Arrays.stream(StatusItem.values()).map(StatusItem::word).toList();
    assertEquals(Set.of(), missing(items, Set.of("STATUS", "LIST")));
  }

  @Test
  void everyOptionOfListIsUsed() {
    List<String> lists =
        SHOWN.stream().filter(c -> c.verb().equals("LIST")).map(Shown::words).toList();
    for (String option : names(ListQuery.Selection.values(), '-')) {
      Pattern selected = Pattern.compile("^ \\([^)]*\\b" + option + "\\b");
      assertTrue(lists.stream().anyMatch(list -> selected.matcher(list).find()), option);
    }
    for (String option : names(ListQuery.Return.values(), '-')) {
      Pattern returned = Pattern.compile("RETURN \\(.*\\b" + option + "\\b");
      assertTrue(lists.stream().anyMatch(list -> returned.matcher(list).find()), option);
    }
  }

  @Test
  void everyExtensionIsNamedByTheHeadOfAScript() {
    Set<String> heads =
        Dialogues.all().stream().flatMap(VocabularyTest::head).collect(Collectors.toSet());
    List<String> definitions =
        Arrays.stream(Extension.values()).map(Extension::definition).distinct().toList();
    assertEquals(
        Set.of(), missing(definitions, rfc -> heads.contains(rfc) || COMPRESSED.contains(rfc)));
  }

  private static Stream<String> head(Path script) {
    return lines(script).stream()
        .takeWhile(line -> line.startsWith("#"))
        .flatMap(line -> RFC.matcher(line).results().map(found -> found.group()));
  }
}
