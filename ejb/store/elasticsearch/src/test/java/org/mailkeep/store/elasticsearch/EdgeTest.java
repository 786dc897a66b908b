package org.mailkeep.store.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.SearchField;

/// However finely the words at an open end are cut into parts, each is in exactly one.
final class EdgeTest {
  private static final long SEED = 20_261_128;
  private static final Terms TERMS = Terms.of(new AccountId(7));
  private static final SearchField FIELD = SearchField.BODY;

  /// Letters that patterns might take for something else, and such of other planes.
  private static final String LETTERS = "ab.*[]-\\&~@\"#<>^9öß語\uD835\uDD0A";

  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  void partsOfWhatEndsWithLettersHoldEachWordOnce() {
    cut(true);
  }

  @Test
  void partsOfWhatBeginsWithLettersHoldEachWordOnce() {
    cut(false);
  }

  private void cut(boolean atStart) {
    for (String letters : List.of("a", "b.", "*", "語", "\uD835\uDD0A")) {
      List<Edge> parts = new ArrayList<>(Edge.all(atStart, letters));
      for (int times = 0; times < 150; times++) {
        if (parts.remove(random.nextInt(parts.size())) instanceof Edge.Range range) {
          parts.addAll(range.parts());
        } else {
          parts = new ArrayList<>(Edge.all(atStart, letters));
        }
        hold(parts, atStart, letters);
      }
    }
  }

  private void hold(List<Edge> parts, boolean atStart, String letters) {
    for (int times = 0; times < 20; times++) {
      String word = word();
      boolean wanted = atStart ? word.endsWith(letters) : word.startsWith(letters);
      assertEquals(
          wanted ? 1 : 0,
          parts.stream().filter(part -> matches(part, word)).count(),
          () -> "seed " + SEED + ": " + word + " in " + parts);
    }
  }

  private String word() {
    int[] letters = LETTERS.codePoints().toArray();
    var word = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      word.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return word.toString();
  }

  private static boolean matches(Edge part, String word) {
    JsonObject clause = part.clause(TERMS, FIELD);
    if (part instanceof Edge.Exact) {
      String term = clause.getAsJsonObject("span_term").get("w0").getAsString();
      return term.equals(TERMS.word(word));
    }
    JsonObject match = clause.getAsJsonObject("span_multi").getAsJsonObject("match");
    String pattern =
        match.getAsJsonObject("regexp").getAsJsonObject("w0").get("value").getAsString();
    assertTrue(pattern.startsWith("7\\:"), pattern);
    return Pattern.compile(pattern, Pattern.DOTALL).matcher(TERMS.word(word)).matches();
  }
}
