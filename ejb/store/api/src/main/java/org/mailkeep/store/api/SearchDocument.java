package org.mailkeep.store.api;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;

/// What a search store is told of one message. Texts are words already: every backend gets the same
/// ones and compares them, octet by octet.
///
/// @param language of its text, two letters; empty when nobody knows
/// @param fields the texts of each field. A text is a list of words in their order, and a phrase is
///   found within one text only
public record SearchDocument(
    AccountId account,
    EmailId email,
    String language,
    Map<SearchField, List<List<SearchToken>>> fields) {
  public SearchDocument {
    SearchQuery.checkLanguage(language);
    var copy = new EnumMap<SearchField, List<List<SearchToken>>>(SearchField.class);
    fields.forEach((field, texts) -> copy.put(field, texts.stream().map(List::copyOf).toList()));
    fields = copy;
  }

  /// The texts of a field, none when it has none.
  public List<List<SearchToken>> texts(SearchField field) {
    return fields.getOrDefault(field, List.of());
  }
}
