package org.mailkeep.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mailkeep.sources.House;

/// The page of quirks says what comments say at the lines that tolerate them, from the word
/// `QUIRK:` to the comment's end. To write it anew: `mvn -pl ear/architecture -am test
/// -Dtest=QuirksPageTest -Dsurefire.failIfNoSpecifiedTests=false -Drewrite`.
final class QuirksPageTest {
  private static final Path PAGE = Path.of(".github", "CLIENTS.md");
  private static final String MARK = "QUIRK: ";

  private static final String HEAD =
      """
      # Quirks of clients

      What clients, and programs that write mail, do otherwise than the standards say, and Mailkeep \
      tolerates: each is noted, after the word `QUIRK:`, at the line that tolerates it. A test \
      (`QuirksPageTest`) writes this page from the notes.

      | Quirk | Where |
      |---|---|
      """;

  @Test
  void thePageHasEveryQuirk() throws IOException {
    Path page = House.root().resolve(PAGE);
    String text = page();
    if (System.getProperty("rewrite") != null) {
      Files.writeString(page, text);
    }
    assertEquals(text, House.text(page), "the page is out of date; run with -Drewrite");
  }

  @Test
  void aNoteGoesFromTheWordToTheEndOfItsComment() {
    String source =
        """
        /// Says something. QUIRK: some clients
        /// do `that`.
        ///
        /// @param x no part of it
        case 1 -> 0; // QUIRK: others do not
        // and this is another comment
        // grammar; QUIRK: one
        // more
        int code;
        """;
    assertEquals(List.of("Some clients do `that`.", "Others do not.", "One more."), notes(source));
  }

  private static String page() {
    Map<String, List<String>> byFile = new TreeMap<>();
    for (Path source : House.sources()) {
      String name = House.name(source).replace('\\', '/');
      List<String> notes = name.contains("/src/main/") ? notes(House.text(source)) : List.of();
      if (!notes.isEmpty()) {
        byFile.put(name, notes);
      }
    }
    assertFalse(byFile.isEmpty());
    StringBuilder page = new StringBuilder(HEAD);
    byFile.forEach((name, notes) ->
        notes.forEach(
            note -> page.append("| %s | [%s](../%s) |\n".formatted(note, type(name), name))));
    return page.toString();
  }

  private static String type(String name) {
    return name.substring(name.lastIndexOf('/') + 1).replace(".java", "");
  }

  /// The notes of a source.
  private static List<String> notes(String source) {
    List<String> notes = new ArrayList<>();
    List<String> lines = source.lines().map(String::strip).toList();
    for (int at = 0; at < lines.size(); at++) {
      int mark = lines.get(at).indexOf(MARK);
      if (mark >= 0 && lines.get(at).lastIndexOf("//", mark) >= 0) {
        StringBuilder note = new StringBuilder(lines.get(at).substring(mark + MARK.length()));
        String sign = lines.get(at).replaceFirst("^(///?|).*", "$1");
        for (int next = at + 1; goesOn(lines, next, sign); next++) {
          note.append(' ').append(lines.get(next).substring(sign.length()).strip());
        }
        notes.add(sentence(note.toString()));
      }
    }
    return notes;
  }

  /// Whether a line goes on with a comment; what stands behind code is alone on its line.
  private static boolean goesOn(List<String> lines, int at, String sign) {
    return !sign.isEmpty()
        && at < lines.size()
        && lines.get(at).startsWith(sign)
        && !lines.get(at).substring(sign.length()).isBlank();
  }

  private static String sentence(String note) {
    String text = Character.toUpperCase(note.charAt(0)) + note.substring(1);
    return (text.endsWith(".") ? text : text + ".").replace("|", "\\|");
  }
}
