package org.mailkeep.search.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.store.api.SearchField;
import org.mailkeep.store.api.SearchQuery;
import org.mailkeep.store.api.SearchToken;

/// What words texts and searches consist of. Safe for many threads.
public final class TextAnalysis {
  private final LanguageGuess guess = new LanguageGuess();
  private final Language fallback;

  /// @param fallback the language of texts whose language cannot be told
  public TextAnalysis(Language fallback) {
    this.fallback = fallback;
  }

  /// The language of a text.
  public Language language(String text) {
    return language(split(text).words());
  }

  Language language(Iterable<String> words) {
    return guess.of(words).orElse(fallback);
  }

  /// A search for a text.
  ///
  /// @param words as they are written
  /// @param isWhole whether none of them is only a piece
  public record Wanted(List<String> words, boolean isWhole) {
    public Wanted {
      words = List.copyOf(words);
    }

    /// What contains these words; the first may begin within a word, the last may end within one.
    ///
    /// @throws IllegalStateException when there are none
    public SearchQuery written(Set<SearchField> fields) {
      return new SearchQuery.Words(fields, words, true, true);
    }
  }

  /// The words of a text that somebody searches for.
  public Wanted split(String text) {
    List<String> words = new ArrayList<>();
    boolean whole = Words.split(text, words::add);
    return new Wanted(words, whole);
  }

  /// What a text means that somebody searches for: that it stands there as it is written, or other
  /// forms of the same words do. Empty when there is no word in it.
  public Optional<SearchQuery> meaning(Set<SearchField> fields, String text) {
    Wanted wanted = split(text);
    if (wanted.words().isEmpty()) {
      return Optional.empty();
    }
    List<SearchQuery> any = new ArrayList<>();
    any.add(wanted.written(fields));
    // A stem is found with its marks undone; so must be who does not write them.
    List<String> unmarked = wanted.words().stream().map(Stemmer::unmarked).toList();
    for (Language language : Language.values()) {
      var stemmer = new Stemmer(language);
      List<String> stems = wanted.words().stream().map(stemmer::stem).toList();
      any.add(new SearchQuery.Stems(fields, language.code(), stems));
      if (!unmarked.equals(stems)) {
        any.add(new SearchQuery.Stems(fields, language.code(), unmarked));
      }
    }
    return Optional.of(new SearchQuery.Or(any));
  }

  /// A message id as it is indexed; empty when it is too long for that.
  public Optional<String> id(String id) {
    String folded = Words.folded(id);
    boolean fits =
        !folded.isEmpty()
            && folded.codePointCount(0, folded.length()) <= SearchToken.MAX_WORD
            && folded.chars().allMatch(c -> c > ' ');
    return fits ? Optional.of(folded) : Optional.empty();
  }

  /// Begins a document.
  ///
  /// @param words that it takes at most
  public DocumentDraft draft(int words) {
    return new DocumentDraft(this, words);
  }
}
