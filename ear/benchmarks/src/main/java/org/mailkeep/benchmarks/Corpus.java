package org.mailkeep.benchmarks;

import java.util.SplittableRandom;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.search.text.DocumentDraft;
import org.mailkeep.search.text.TextAnalysis;
import org.mailkeep.store.api.SearchDocument;
import org.mailkeep.store.api.SearchField;

/// Messages of one account in what passes for English: two words of five are those that every text
/// has; of the others, made up, the n-th most frequent one comes up in proportion to 1/n.
final class Corpus {
  /// Whose messages they are.
  static final AccountId ACCOUNT = new AccountId(1);

  private static final int WORDS = 50_000;
  private static final int BODY = 120;
  private static final int SUBJECT = 6;
  private static final int SENTENCE = 12;
  private static final int SENDERS = 10;
  private static final int MOST_WORDS = 1_000;
  private static final int MOST_SYLLABLES = 4;
  private static final String[] FREQUENT = {
    "the", "of", "and", "to", "is", "that", "for", "with", "this", "was", "we", "you"
  };
  private static final String[] SYLLABLES = {
    "ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "tra",
    "ster"
  };

  private final SplittableRandom random;
  private final String[] words = new String[WORDS];

  Corpus(long seed) {
    this.random = new SplittableRandom(seed);
    for (int rank = 0; rank < WORDS; rank++) {
      words[rank] = word(rank);
    }
  }

  /// The document of a message, made of its texts as the indexer makes it.
  ///
  /// @param number 1 and up
  SearchDocument document(TextAnalysis analysis, long number) {
    DocumentDraft draft = analysis.draft(MOST_WORDS);
    draft.add(SearchField.SUBJECT, text(SUBJECT));
    draft.add(SearchField.FROM, "Sender " + number / SENDERS + " <sender@example.com>");
    draft.add(SearchField.TO, "Jane Doe <jane@example.org>");
    draft.add(SearchField.BODY, text(BODY));
    draft.addId("<" + number + "@example.com>");
    return draft.document(ACCOUNT, new EmailId(number));
  }

  /// A word to look for, as likely as the logarithm of its rank.
  String term() {
    return words[rank()];
  }

  private String text(int length) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(word()).append(i % SENTENCE == SENTENCE - 1 ? ". " : " ");
    }
    return text.toString();
  }

  private String word() {
    return random.nextInt(5) < 2 ? FREQUENT[random.nextInt(FREQUENT.length)] : words[rank()];
  }

  private int rank() {
    return (int) Math.min(WORDS - 1, Math.pow(WORDS, random.nextDouble()) - 1);
  }

  /// Different words for different ranks.
  private String word(int rank) {
    var word = new StringBuilder();
    int rest = rank;
    do {
      word.append(SYLLABLES[rest % SYLLABLES.length]);
      rest /= SYLLABLES.length;
    } while (rest > 0 && word.length() < MOST_SYLLABLES * MOST_SYLLABLES);
    return word.append('x').append(Integer.toString(rank, Character.MAX_RADIX)).toString();
  }
}
