package org.mailkeep.search.text;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells the language of a text by the words that are frequent in each, and by its letters. A word
/// that several languages share says less. Safe for many threads.
final class LanguageGuess {
  /// Words that are looked at.
  private static final int LOOKED_AT = 1_000;

  /// What frequent words must amount to: in all, and of all words.
  private static final double LEAST = 1.5;

  private static final double LEAST_SHARE = 0.04;

  /// What a letter's script says of each of the languages that are written in it.
  private static final double SCRIPT = 0.4;

  private final Map<String, List<Language>> frequent = new HashMap<>();
  private final Map<Language.Script, List<Language>> scripts = new EnumMap<>(Language.Script.class);

  LanguageGuess() {
    for (Language language : Language.values()) {
      scripts.computeIfAbsent(language.script(), _ -> new ArrayList<>()).add(language);
      for (String word : Grammar.frequent(language)) {
        frequent.computeIfAbsent(word, _ -> new ArrayList<>()).add(language);
      }
    }
  }

  /// The language of words in their order; empty when it cannot be told.
  Optional<Language> of(Iterable<String> words) {
    Map<Language, Double> scores = new EnumMap<>(Language.class);
    int count = 0;
    for (String word : words) {
      if (count++ == LOOKED_AT) {
        break;
      }
      List<Language> known = frequent.getOrDefault(word, List.of());
      for (Language language : known) {
        scores.merge(language, 1.0 / known.size(), Double::sum);
      }
      Language.Script.of(word.codePointAt(0))
          .filter(script -> script != Language.Script.LATIN)
          .ifPresent(script -> {
            List<Language> written = scripts.getOrDefault(script, List.of());
            written.forEach(each -> scores.merge(each, SCRIPT / written.size(), Double::sum));
          });
    }
    return best(scores, Math.min(count, LOOKED_AT));
  }

  private static Optional<Language> best(Map<Language, Double> scores, int words) {
    return scores.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .filter(best -> best.getValue() >= LEAST && best.getValue() >= LEAST_SHARE * words)
        .map(Map.Entry::getKey);
  }
}
