package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.expression.ExpressionException;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationProblem;
import org.mailkeep.settings.ConfigurationReader;
import org.mailkeep.settings.Sources;

/// Lists of older files, and rules that ask lists.
final class MemoryListsTest {
  @TempDir Path folder;

  private static ConfigurationReader.Reading read(String toml) {
    return new ConfigurationReader(Catalogue.all(), Sources.none()).read("mailkeep.toml", toml);
  }

  private static Configuration good(String toml) {
    var reading = read(toml);
    return assertInstanceOf(ConfigurationReader.Accepted.class, reading, reading.toString())
        .configuration();
  }

  private static String bad(String toml) {
    var reading = assertInstanceOf(ConfigurationReader.Refused.class, read(toml));
    return String.join(
        "\n", reading.problems().stream().map(ConfigurationProblem::toString).toList());
  }

  private static FixedLookups lookups(String list) {
    return new FixedLookups(good("[store.x]\ntype = 'memory'\n" + list));
  }

  @Test
  void aListHasItsLines() {
    FixedLookups list =
        lookups(
            """
            format = "list"
            values = ["jane@example.org", \"""
            # people
              joe@example.org

            \"""]
            """);
    assertTrue(list.has("x"));
    assertEquals(Optional.of("true"), list.find("x", "jane@example.org"));
    assertEquals(Optional.of("true"), list.find("x", "joe@example.org"));
    assertEquals(Optional.empty(), list.find("x", "# people"));
    assertEquals(Optional.empty(), list.find("x", "*"));
  }

  @Test
  void aListOfPatternsHasWhatTheyMatch() {
    FixedLookups list = lookups("format = 'glob'\nvalues = ['*.example.org', 'example.net']");
    assertTrue(list.find("x", "mail.example.org").isPresent());
    assertTrue(list.find("x", "example.net").isPresent());
    assertFalse(list.find("x", "example.org").isPresent());
  }

  @Test
  void aListOfRegularExpressionsHasInWhatTheyAreFound() {
    FixedLookups list = lookups("format = 'regex'\nvalues = ['^j.+@', 'org$']");
    assertTrue(list.find("x", "joe@example.com").isPresent());
    assertTrue(list.find("x", "example.org").isPresent());
    assertFalse(list.find("x", "example.com").isPresent());
  }

  @Test
  void aMapHasValues() {
    FixedLookups spaces = lookups("format = 'map'\nvalues = ['jane  Jane Doe', 'bare']");
    assertEquals(Optional.of("Jane Doe"), spaces.find("x", "jane"));
    assertEquals(Optional.of(""), spaces.find("x", "bare"));
    FixedLookups equals =
        lookups("format = 'map'\nvalues = [';c', 'a = 1']\nseparator = '='\ncomment = ';'");
    assertEquals(Optional.of("1"), equals.find("x", "a"));
    assertEquals(Optional.empty(), equals.find("x", ";c"));
  }

  @Test
  void filesAreReadAndOthersInTheirStead() throws IOException {
    Path file = Files.writeString(folder.resolve("list"), "a\n# b\nc\n");
    Path other = Files.writeString(folder.resolve("other"), "d\n");
    FixedLookups list =
        lookups(
            "format = 'list'\nvalues = ['file://%s', 'fallback+file://%s', 'e']"
                .formatted(file, other));
    assertEquals(List.of("a", "c", "e"), found(list));
    list =
        lookups(
            ("format = 'list'\nvalues = ['file://%s/none', 'fallback+file://%s',"
                    + " 'https://lists.example.org', 'fallback+file://%s']")
                .formatted(folder, file, other));
    assertEquals(List.of("a", "c", "d"), found(list));
  }

  private static List<String> found(FixedLookups list) {
    return List.of("a", "# b", "b", "c", "d", "e").stream()
        .filter(key -> list.find("x", key).isPresent())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          format = 'list'; values = 'file:///none/list' | values | file:///none/list cannot be read
          format = 'regex'; values = 'a('               | values | the regular expression a(
          format = 'list'; values = 'https:///list'     | values | https:///list is no URL
          format = 'list'; refresh = '10ms'             | refresh | must be at least 1s
          format = 'list'; retry = '10ms'               | retry  | must be at least 1s
          format = 'list'; limits.size = '2g'           | limits.size | must be at most 1g
          format = 'table'                              | format | table is not one of
          values = 'a'                                  | values | needs a format
          format = 'map'; separator = ''                | separator | must not be empty
          """)
  void whatIsWrongIsNamed(String list, String key, String because) {
    String problem = bad("[store.x]\ntype = 'memory'\n" + list.replace("; ", "\n"));
    assertTrue(problem.contains("store.x." + key + ": " + because), problem);
  }

  @Test
  void aListThatWasNotFetchedIsNotTakenForAnEmptyOne() {
    FixedLookups list = lookups("format = 'list'\nvalues = ['a', 'https://lists.example.org']");
    assertTrue(list.has("x"));
    assertThrows(ExpressionException.class, () -> list.find("x", "b"));
  }

  @ParameterizedTest
  @CsvSource({
    "partners, true",
    "list/partners, true",
    "partners/any, true",
    "spam/free, true",
    "default/domains, true",
    "*/domains, true",
    "people/domains, true",
    "others/domains, false",
    "sql/spammers, true",
    "sql/strangers, false",
    "sql/domains, false",
    "resting/spammers, false",
    "people, false",
    "partner, false",
    "web, true",
  })
  void aRuleAsksOnlyListsThatThereAre(String list, boolean there) {
    String toml =
        """
        [lookup.partners]
        "example.net" = true
        [directory.people]
        type = "memory"
        [store."spam/free"]
        type = "memory"
        format = "list"
        values = "example.com"
        [store.web]
        type = "memory"
        format = "list"
        values = "https://lists.example.org"
        [store.sql]
        type = "sqlite"
        path = "rules.db"
        query.spammers = "SELECT 1 FROM spammers WHERE address = ?"
        query.domains = "SELECT 1 FROM domains WHERE name = ?"
        [store.resting]
        type = "sqlite"
        disable = true
        query.spammers = "SELECT 1 FROM spammers WHERE address = ?"
        [session.rcpt]
        relay = [ { if = "sender-domain", eq = "example.org", then = true },
                  { if = "rcpt-domain", not-in-list = "%s", then = true },
                  { else = false } ]
        """
            .formatted(list);
    if (there) {
      good(toml);
    } else {
      assertTrue(
          bad(toml).startsWith("mailkeep.toml:24: session.rcpt.relay: there is no list " + list),
          bad(toml));
    }
  }

  @Test
  void aNamedConditionAsksOnlyListsThatThereAre() {
    String toml =
        """
        [rule.known]
        if = "sender"
        in-list = "friends"
        [session.rcpt]
        relay = [ { if = "known", then = true }, { else = false } ]
        """;
    String problem = bad(toml);
    assertTrue(
        problem.startsWith("mailkeep.toml:3: rule.known: there is no list friends"), problem);
    assertFalse(problem.contains("session.rcpt.relay"), problem);
    good(toml + "[lookup.friends]\n'jane@example.org' = true\n");
  }
}
