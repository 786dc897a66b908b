package org.mailkeep.store.api.index;

import java.nio.charset.StandardCharsets;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;

/// The keys of the index in SEARCH. All but one begin with the account. Never changed: they are on
/// disks.
final class IndexKeys {
  /// The last chunk of a list, which grows; those before it are numbered from 0.
  static final int OPEN = 0xffff_ffff;

  /// What the store calls itself; no account has the number 0.
  static final byte[] GENERATION = Keys.of(0).bytes();

  private static final int VERSION = 0;
  private static final int PRESENT = 1;
  private static final int LANGUAGE = 2;
  private static final int WORD = 3;
  private static final int STEM = 4;
  private static final int GRAM = 5;
  private static final int ID = 6;
  private static final int REMOVED = 7;

  private IndexKeys() {}

  static Range account(AccountId account) {
    return Range.prefix(Keys.of(account.value()).bytes());
  }

  /// Raised by each commit.
  static byte[] version(AccountId account) {
    return of(account, VERSION).bytes();
  }

  /// How many messages were removed whose postings are still there: a counter.
  static byte[] removed(AccountId account) {
    return of(account, REMOVED).bytes();
  }

  /// Which messages are there.
  static Range present(AccountId account) {
    return Range.prefix(of(account, PRESENT).bytes());
  }

  static byte[] present(AccountId account, long block) {
    return of(account, PRESENT).u64(block).bytes();
  }

  /// Which messages have a language.
  static byte[] language(AccountId account, String language, long block) {
    return of(account, LANGUAGE).text(language).u64(block).bytes();
  }

  static Range languages(AccountId account) {
    return Range.prefix(of(account, LANGUAGE).bytes());
  }

  /// The language of a key that names one.
  static String language(byte[] key) {
    int start = Long.BYTES + 1;
    int end = key.length - Long.BYTES - 1;
    return new String(key, start, end - start, StandardCharsets.US_ASCII);
  }

  /// The block of a key that ends with one.
  static long block(byte[] key) {
    return Keys.u64(key, key.length - Long.BYTES);
  }

  /// A word as it is written: where postings lie, chunk by chunk.
  static byte[] word(AccountId account, String word) {
    return of(account, WORD).text(word).bytes();
  }

  /// All words that begin with these letters.
  static Range words(AccountId account, String start) {
    return Range.prefix(of(account, WORD).raw(start.getBytes(StandardCharsets.UTF_8)).bytes());
  }

  static byte[] stem(AccountId account, String language, String stem) {
    return of(account, STEM).text(language).text(stem).bytes();
  }

  /// A message id.
  static byte[] id(AccountId account, String id) {
    return of(account, ID).text(id).bytes();
  }

  /// Up to three letters that follow each other in words: where the words lie, chunk by chunk.
  static byte[] gram(AccountId account, String gram) {
    return of(account, GRAM).text(gram).bytes();
  }

  /// All grams that begin with these letters.
  static Range grams(AccountId account, String start) {
    return Range.prefix(of(account, GRAM).raw(start.getBytes(StandardCharsets.UTF_8)).bytes());
  }

  /// A chunk of a list.
  static byte[] chunk(byte[] list, int number) {
    return Keys.of().raw(list).u32(number).bytes();
  }

  private static Keys of(AccountId account, int kind) {
    return Keys.of(account.value()).u8(kind);
  }
}
