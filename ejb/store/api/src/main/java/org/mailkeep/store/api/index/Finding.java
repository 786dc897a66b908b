package org.mailkeep.store.api.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.EmailSet;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.SearchField;
import org.mailkeep.store.api.SearchQuery;

/// One search in one account, on a consistent view. For one thread.
final class Finding {
  private final Reader reader;
  private final ListReading reading;
  private final AccountId account;
  private final EmailSet present;
  private @Nullable Map<String, EmailSet> languages;

  Finding(Reader reader, AccountId account) {
    this.reader = reader;
    this.reading = new ListReading(reader);
    this.account = account;
    this.present = Bitmaps.read(reader, IndexKeys.present(account));
  }

  EmailSet find(SearchQuery query) {
    return find(query, present);
  }

  /// @param among messages that are there; others are of no interest
  private EmailSet find(SearchQuery query, EmailSet among) {
    if (among.isEmpty()) {
      return among;
    }
    return switch (query) {
      case SearchQuery.All _ -> among;
      case SearchQuery.And(var queries) -> {
        EmailSet left = among;
        for (SearchQuery each : queries) {
          left = find(each, left);
        }
        yield left;
      }
      case SearchQuery.Or(var queries) -> {
        EmailSet found = EmailSet.NONE;
        for (SearchQuery each : queries) {
          found = found.or(find(each, among));
        }
        yield found;
      }
      case SearchQuery.Not(var inner) -> among.minus(find(inner, among));
      case SearchQuery.Words words -> phrase(places(words), words.fields()).find(among);
      case SearchQuery.Stems(var fields, var language, var stems) -> {
        EmailSet written = among.and(languages().getOrDefault(language, EmailSet.NONE));
        yield written.isEmpty()
            ? written
            : phrase(
                    stems.stream()
                        .map(stem -> Place.of(IndexKeys.stem(account, language, stem)))
                        .toList(),
                    fields)
                .find(written);
      }
    };
  }

  private Map<String, EmailSet> languages() {
    Map<String, EmailSet> known = languages;
    if (known == null) {
      known = Bitmaps.languages(reader, account);
      languages = known;
    }
    return known;
  }

  private Phrase phrase(List<Place> places, Set<SearchField> fields) {
    int bits = 0;
    for (SearchField field : fields) {
      bits |= 1 << field.code();
    }
    boolean anywhere = fields.containsAll(SearchField.TEXT) || fields.contains(SearchField.ID);
    return new Phrase(reading, places, bits, anywhere);
  }

  private List<Place> places(SearchQuery.Words query) {
    List<String> words = query.words();
    if (query.fields().contains(SearchField.ID)) {
      return List.of(Place.of(IndexKeys.id(account, words.getFirst())));
    }
    List<Place> places = new ArrayList<>(words.size());
    for (int at = 0; at < words.size(); at++) {
      String word = words.get(at);
      boolean last = at == words.size() - 1;
      if (at == 0 && query.openStart()) {
        places.add(containing(query, word));
      } else if (last && query.openEnd()) {
        places.add(Place.of(IndexKeys.words(account, word)));
      } else {
        places.add(Place.of(IndexKeys.word(account, word)));
      }
    }
    return places;
  }

  /// All words that may stand first.
  private Place containing(SearchQuery.Words query, String letters) {
    Set<String> words = new TreeSet<>();
    Consumer<Octets.Cursor> collect =
        chunk -> {
          while (chunk.hasMore()) {
            int length = (int) chunk.number();
            int from = chunk.skip(length);
            String word = new String(chunk.octets, from, length, StandardCharsets.UTF_8);
            if (query.fits(0, word)) {
              words.add(word);
            }
          }
        };
    String gram = Grams.first(letters);
    if (Grams.isShort(gram)) {
      reading.range(IndexKeys.grams(account, gram), collect);
    } else {
      reading.lists(List.of(IndexKeys.gram(account, gram)), collect);
    }
    return new Place(words.stream().map(word -> IndexKeys.word(account, word)).toList(), null);
  }
}
