package org.mailkeep.store.api.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.SearchDocument;
import org.mailkeep.store.api.SearchField;
import org.mailkeep.store.api.SearchToken;

/// Documents of one account turned around: for each word its postings, in the order of keys. For
/// one thread.
final class Inversion {
  /// Octets of places after which a message's posting goes on in another one.
  private static final int LONGEST = 1_000;

  private final AccountId account;
  private final Map<String, Entry> words = new HashMap<>();
  private final Map<String, Entry> ids = new HashMap<>();
  private final Map<String, Map<String, Entry>> stems = new HashMap<>();

  /// A word and its postings.
  static final class Entry {
    /// As it is written, or empty when it is no word that is found by its parts.
    final String word;

    final List<Posting> postings = new ArrayList<>(1);
    private Octets places = new Octets();
    private long email;
    private int before;

    Entry(String word) {
      this.word = word;
    }

    void add(long at, int place) {
      if (at != email || places.length() > LONGEST) {
        finish();
        email = at;
        before = 0;
        places = new Octets();
      }
      places.number(place - before);
      before = place;
    }

    void finish() {
      if (places.length() > 0) {
        postings.add(new Posting(email, places.bytes()));
        places = new Octets();
      }
    }
  }

  Inversion(AccountId account) {
    this.account = account;
  }

  void add(SearchDocument document) {
    Map<String, Entry> meant = stems.computeIfAbsent(document.language(), _ -> new HashMap<>());
    long email = document.email().value();
    document.fields().forEach((field, texts) -> add(email, field, texts, meant));
  }

  private void add(
      long email, SearchField field, List<List<SearchToken>> texts, Map<String, Entry> meant) {
    int number = 0;
    for (List<SearchToken> text : texts) {
      for (SearchToken token : text) {
        if (number == Posting.MOST - 1) {
          throw new IllegalArgumentException("a field of " + number + " words");
        }
        int place = Posting.place(field, number++);
        if (field == SearchField.ID) {
          ids.computeIfAbsent(token.word(), _ -> new Entry("")).add(email, place);
        } else {
          words.computeIfAbsent(token.word(), Entry::new).add(email, place);
          meant.computeIfAbsent(token.stem(), _ -> new Entry("")).add(email, place);
        }
      }
      number++;
    }
  }

  /// Lists and what is added to them, in the order of their keys.
  List<Map.Entry<byte[], Entry>> entries() {
    TreeMap<byte[], Entry> sorted = new TreeMap<>(java.util.Arrays::compareUnsigned);
    words.forEach((word, entry) -> sorted.put(IndexKeys.word(account, word), entry));
    ids.forEach((id, entry) -> sorted.put(IndexKeys.id(account, id), entry));
    stems.forEach((language, of) ->
        of.forEach((stem, entry) -> sorted.put(IndexKeys.stem(account, language, stem), entry)));
    sorted.values().forEach(Entry::finish);
    return List.copyOf(sorted.entrySet());
  }

  /// The octets of a word.
  static byte[] utf8(String word) {
    return word.getBytes(StandardCharsets.UTF_8);
  }
}
