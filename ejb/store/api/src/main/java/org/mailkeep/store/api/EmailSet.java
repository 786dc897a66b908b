package org.mailkeep.store.api;

import java.util.Arrays;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.mailkeep.kernel.EmailId;

/// Messages of one account, as a bitmap in blocks of [#BLOCK]: an account counts its messages from
/// one. Never changes.
public final class EmailSet {
  /// Messages of a block.
  public static final int BLOCK = 4096;

  /// No messages.
  public static final EmailSet NONE = new EmailSet(new long[0], new long[0][]);

  private static final int WORDS = BLOCK / Long.SIZE;

  /// In order; blocks without messages are left out.
  private final long[] numbers;

  private final long[][] blocks;

  private EmailSet(long[] numbers, long[][] blocks) {
    this.numbers = numbers;
    this.blocks = blocks;
  }

  /// Collects messages. For one thread.
  public static final class Builder {
    private final Map<Long, long[]> blocks = new TreeMap<>();
    private long number = -1;
    private long[] block = {};

    /// With one more message.
    public Builder add(long email) {
      long wanted = email / BLOCK;
      if (wanted != number) {
        number = wanted;
        block = blocks.computeIfAbsent(wanted, _ -> new long[WORDS]);
      }
      int bit = (int) (email % BLOCK);
      block[bit / Long.SIZE] |= 1L << (bit % Long.SIZE);
      return this;
    }

    /// With all messages of a block that was stored.
    ///
    /// @throws StoreException.Corrupt when the octets are no block
    public Builder add(long blockNumber, byte[] octets) {
      if (octets.length != BLOCK / Byte.SIZE) {
        throw new StoreException.Corrupt("block of " + octets.length + " octets");
      }
      long[] words = blocks.computeIfAbsent(blockNumber, _ -> new long[WORDS]);
      for (int i = 0; i < WORDS; i++) {
        words[i] |= Keys.u64(octets, i * Long.BYTES);
      }
      return this;
    }

    /// What was collected so far.
    public EmailSet build() {
      blocks.values().removeIf(words -> Arrays.stream(words).allMatch(word -> word == 0));
      number = -1;
      long[] numbers = blocks.keySet().stream().mapToLong(Long::longValue).toArray();
      return new EmailSet(
          numbers, blocks.values().stream().map(long[]::clone).toArray(long[][]::new));
    }
  }

  /// These messages.
  public static EmailSet of(long... emails) {
    var builder = new Builder();
    for (long email : emails) {
      builder.add(email);
    }
    return builder.build();
  }

  /// Whether a message is in it.
  public boolean contains(EmailId email) {
    return contains(email.value());
  }

  /// Whether the message with a number is in it.
  public boolean contains(long email) {
    int at = Arrays.binarySearch(numbers, email / BLOCK);
    int bit = (int) (email % BLOCK);
    return at >= 0 && (blocks[at][bit / Long.SIZE] & (1L << (bit % Long.SIZE))) != 0;
  }

  /// How many they are.
  public int size() {
    return Arrays.stream(blocks).flatMapToLong(Arrays::stream).mapToInt(Long::bitCount).sum();
  }

  /// Whether they are none.
  public boolean isEmpty() {
    return numbers.length == 0;
  }

  /// Their numbers, in order.
  public LongStream ids() {
    return IntStream.range(0, numbers.length)
        .mapToObj(at -> ids(numbers[at], blocks[at]))
        .flatMapToLong(ids -> ids);
  }

  private static LongStream ids(long number, long[] words) {
    return IntStream.range(0, BLOCK)
        .filter(bit -> (words[bit / Long.SIZE] & (1L << (bit % Long.SIZE))) != 0)
        .mapToLong(bit -> number * BLOCK + bit);
  }

  /// Those in either.
  public EmailSet or(EmailSet other) {
    var union = new Builder();
    for (EmailSet each : new EmailSet[] {this, other}) {
      for (int at = 0; at < each.numbers.length; at++) {
        long[] words = union.blocks.computeIfAbsent(each.numbers[at], _ -> new long[WORDS]);
        for (int i = 0; i < WORDS; i++) {
          words[i] |= each.blocks[at][i];
        }
      }
    }
    return union.build();
  }

  /// Those in both.
  public EmailSet and(EmailSet other) {
    return combined(other, true);
  }

  /// Those that are not in the other.
  public EmailSet minus(EmailSet other) {
    return combined(other, false);
  }

  private EmailSet combined(EmailSet other, boolean both) {
    var rest = new Builder();
    for (int at = 0; at < numbers.length; at++) {
      int there = Arrays.binarySearch(other.numbers, numbers[at]);
      long[] words = blocks[at].clone();
      for (int i = 0; i < WORDS; i++) {
        long theirs = there < 0 ? 0 : other.blocks[there][i];
        words[i] &= both ? theirs : ~theirs;
      }
      rest.blocks.put(numbers[at], words);
    }
    return rest.build();
  }

  /// The numbers of its blocks, in order.
  public LongStream blockNumbers() {
    return Arrays.stream(numbers);
  }

  /// A block as it is stored.
  ///
  /// @throws NoSuchElementException when it has no message of that block
  public byte[] block(long number) {
    int at = Arrays.binarySearch(numbers, number);
    if (at < 0) {
      throw new NoSuchElementException("block " + number);
    }
    Keys octets = Keys.of();
    for (long word : blocks[at]) {
      octets.u64(word);
    }
    return octets.bytes();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EmailSet set
        && Arrays.equals(numbers, set.numbers)
        && Arrays.deepEquals(blocks, set.blocks);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(numbers) + Arrays.deepHashCode(blocks);
  }

  @Override
  public String toString() {
    return ids().limit(100).boxed().toList().toString();
  }
}
