package org.mailkeep.store.elasticsearch;

import com.google.gson.JsonObject;
import java.util.List;
import org.mailkeep.store.api.SearchField;

/// Words that may stand at the open end of a phrase: all that end with some letters, or begin with
/// some. Where they are too many for the server they are cut into parts by their next letter.
sealed interface Edge {
  /// The clause of a phrase.
  JsonObject clause(Terms terms, SearchField field);

  /// The same words in smaller parts; itself when it has none.
  List<Edge> parts();

  /// One word.
  record Exact(String word) implements Edge {
    @Override
    public JsonObject clause(Terms terms, SearchField field) {
      return Queries.span(field, terms.prefix() + word);
    }

    @Override
    public List<Edge> parts() {
      return List.of(this);
    }
  }

  /// Many words.
  ///
  /// @param atStart of the phrase, where the letters are the words' ends
  /// @param letters that are given, encoded
  /// @param head letters beside them: what words begin with at the start of a phrase, what follows
  ///   the given ones at its end
  /// @param low the lowest next letter
  /// @param high the highest
  record Range(boolean atStart, String letters, String head, int low, int high) implements Edge {
    @Override
    public JsonObject clause(Terms terms, SearchField field) {
      String next = oneOf(low, high);
      String pattern =
          atStart
              ? escaped(terms.prefix() + head) + next + ".*" + escaped(letters)
              : escaped(terms.prefix() + letters + head) + next + ".*";
      return Queries.spans(
          Json.object("regexp", Json.object(Terms.words(field), Json.object("value", pattern))));
    }

    @Override
    public List<Edge> parts() {
      if (low == high) {
        return with(head + Character.toString(low));
      }
      // Letters are dense where numbers are low.
      int middle = Math.clamp((int) Math.sqrt((double) low * high), low, high - 1);
      return List.of(
          new Range(atStart, letters, head, low, middle),
          new Range(atStart, letters, head, middle + 1, high));
    }

    private List<Edge> with(String longer) {
      return List.of(
          new Exact(atStart ? longer + letters : letters + longer),
          new Range(atStart, letters, longer, 1, Character.MAX_CODE_POINT));
    }
  }

  /// All words that end with these letters, or all that begin with them.
  static List<Edge> all(boolean atStart, String word) {
    return new Range(atStart, Terms.encoded(word), "", 0, 0).with("");
  }

  /// The one word.
  static List<Edge> exact(String word) {
    return List.of(new Exact(Terms.encoded(word)));
  }

  /// A pattern of one letter. In brackets no letter is escaped: servers differ in what that means.
  private static String oneOf(int low, int high) {
    if (low == high) {
      return escaped(Character.toString(low));
    }
    if (isSpecial(low)) {
      return "(" + escaped(Character.toString(low)) + "|" + oneOf(low + 1, high) + ")";
    }
    if (isSpecial(high)) {
      return "(" + oneOf(low, high - 1) + "|" + escaped(Character.toString(high)) + ")";
    }
    return "[" + Character.toString(low) + "-" + Character.toString(high) + "]";
  }

  private static boolean isSpecial(int letter) {
    return !escaped(Character.toString(letter)).equals(Character.toString(letter));
  }

  private static String escaped(String text) {
    return text.replaceAll("[\\p{Punct}]", "\\\\$0");
  }
}
