package org.mailkeep.store.api;

import java.util.List;
import java.util.Set;

/// Which documents a search is for.
///
/// [#matches] says it of one document, and is what the answers of every backend are held against.
public sealed interface SearchQuery {
  /// Whether a document is among them.
  boolean matches(SearchDocument document);

  /// All documents.
  record All() implements SearchQuery {
    @Override
    public boolean matches(SearchDocument document) {
      return true;
    }
  }

  /// Those for which all of these hold; of none, all documents.
  record And(List<SearchQuery> queries) implements SearchQuery {
    public And {
      queries = List.copyOf(queries);
    }

    @Override
    public boolean matches(SearchDocument document) {
      return queries.stream().allMatch(query -> query.matches(document));
    }
  }

  /// Those for which one of these holds; of none, no document.
  record Or(List<SearchQuery> queries) implements SearchQuery {
    public Or {
      queries = List.copyOf(queries);
    }

    @Override
    public boolean matches(SearchDocument document) {
      return queries.stream().anyMatch(query -> query.matches(document));
    }
  }

  /// Those for which it does not hold.
  record Not(SearchQuery query) implements SearchQuery {
    @Override
    public boolean matches(SearchDocument document) {
      return !query.matches(document);
    }
  }

  /// Words that follow each other in a text of one of the fields, as they are written. Ids are
  /// found one by one and whole: [SearchField#ID] stands alone, with one word that is not open.
  ///
  /// @param words at least one, folded
  /// @param openStart whether the first may also be the end of a longer word
  /// @param openEnd whether the last may also be the beginning of a longer word; one word that is
  ///   open at both sides may stand anywhere within a longer one
  record Words(Set<SearchField> fields, List<String> words, boolean openStart, boolean openEnd)
      implements SearchQuery {
    public Words {
      fields = Set.copyOf(fields);
      words = checked(words);
      if (fields.contains(SearchField.ID)
          && (fields.size() + words.size() > 2 || openStart || openEnd)) {
        throw new IllegalArgumentException("part of an id");
      }
    }

    @Override
    public boolean matches(SearchDocument document) {
      return fields.stream().flatMap(field -> document.texts(field).stream()).anyMatch(this::in);
    }

    private boolean in(List<SearchToken> text) {
      for (int start = 0; start + words.size() <= text.size(); start++) {
        int at = 0;
        while (at < words.size() && fits(at, text.get(start + at).word())) {
          at++;
        }
        if (at == words.size()) {
          return true;
        }
      }
      return false;
    }

    /// Whether a document's word may stand for one of these.
    ///
    /// @param at the place among these
    public boolean fits(int at, String word) {
      String wanted = words.get(at);
      boolean before = openStart && at == 0;
      boolean after = openEnd && at == words.size() - 1;
      if (before) {
        return after ? word.contains(wanted) : word.endsWith(wanted);
      }
      return after ? word.startsWith(wanted) : word.equals(wanted);
    }
  }

  /// Words with these stems that follow each other in a text of one of the fields, in documents of
  /// a language.
  ///
  /// @param language two letters, or empty for documents whose language nobody knows
  /// @param stems at least one
  record Stems(Set<SearchField> fields, String language, List<String> stems)
      implements SearchQuery {
    public Stems {
      checkLanguage(language);
      fields = Set.copyOf(fields);
      stems = checked(stems);
      if (fields.contains(SearchField.ID)) {
        throw new IllegalArgumentException("an id has no stem");
      }
    }

    @Override
    public boolean matches(SearchDocument document) {
      return document.language().equals(language)
          && fields.stream().flatMap(field -> document.texts(field).stream()).anyMatch(this::in);
    }

    private boolean in(List<SearchToken> text) {
      for (int start = 0; start + stems.size() <= text.size(); start++) {
        int at = 0;
        while (at < stems.size() && stems.get(at).equals(text.get(start + at).stem())) {
          at++;
        }
        if (at == stems.size()) {
          return true;
        }
      }
      return false;
    }
  }

  /// Two small letters of ASCII, or nothing.
  static void checkLanguage(String language) {
    if (!language.isEmpty() && !language.matches("[a-z]{2}")) {
      throw new IllegalArgumentException("language " + language);
    }
  }

  private static List<String> checked(List<String> words) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("no word");
    }
    words.forEach(SearchToken::check);
    return List.copyOf(words);
  }
}
