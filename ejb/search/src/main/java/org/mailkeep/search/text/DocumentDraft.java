package org.mailkeep.search.text;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.store.api.SearchDocument;
import org.mailkeep.store.api.SearchField;
import org.mailkeep.store.api.SearchToken;

/// A document in the making: texts come in, words go out. For one thread.
public final class DocumentDraft {
  private final TextAnalysis analysis;
  private final Map<SearchField, List<List<String>>> texts = new EnumMap<>(SearchField.class);
  private final List<String> ids = new ArrayList<>();
  private final int most;
  private int words;
  private boolean complete = true;

  DocumentDraft(TextAnalysis analysis, int most) {
    this.analysis = analysis;
    this.most = most;
  }

  /// Adds a text; what is beyond the limit is left out.
  public void add(SearchField field, String text) {
    List<String> own = new ArrayList<>();
    boolean whole =
        Words.split(
            text,
            word -> {
              if (words == most) {
                complete = false;
              } else {
                words++;
                own.add(word);
              }
            });
    complete &= whole;
    if (!own.isEmpty()) {
      texts.computeIfAbsent(field, _ -> new ArrayList<>()).add(own);
    }
  }

  /// Adds a message id; one that is too long cannot be found.
  public void addId(String id) {
    analysis.id(id).ifPresent(ids::add);
  }

  /// Notes that something was left out.
  public void cut() {
    complete = false;
  }

  /// Whether nothing was left out, so that what is not in the document is not in the message.
  public boolean isComplete() {
    return complete;
  }

  /// How many words it has.
  public int words() {
    return words;
  }

  /// The document.
  public SearchDocument document(AccountId account, EmailId email) {
    List<String> all = new ArrayList<>();
    texts.values().forEach(of -> of.forEach(all::addAll));
    Language language = analysis.language(all);
    var stemmer = new Stemmer(language);
    Map<String, SearchToken> known = new HashMap<>();
    Map<SearchField, List<List<SearchToken>>> fields = new EnumMap<>(SearchField.class);
    texts.forEach((field, of) ->
        fields.put(
            field,
            of.stream()
                .map(text ->
                    text.stream()
                        .map(word ->
                            known.computeIfAbsent(word, w -> new SearchToken(w, stemmer.stem(w))))
                        .toList())
                .toList()));
    if (!ids.isEmpty()) {
      fields.put(SearchField.ID, ids.stream().map(id -> List.of(SearchToken.of(id))).toList());
    }
    return new SearchDocument(account, email, language.code(), fields);
  }
}
