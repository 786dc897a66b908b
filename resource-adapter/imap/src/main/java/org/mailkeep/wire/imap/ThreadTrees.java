package org.mailkeep.wire.imap;

import java.util.Arrays;

/// Threads of an answer to THREAD, in the order of their telling: each message before those that
/// answer it. Two numbers a message, however deep the threads are.
public final class ThreadTrees {
  private final int[] numbers;
  private final int[] children;
  private final int length;

  private ThreadTrees(int[] numbers, int[] children, int length) {
    this.numbers = numbers;
    this.children = children;
    this.length = length;
  }

  /// How many messages and missing parents there are.
  public int length() {
    return length;
  }

  /// The number of the message at a place; 0 for a parent that is not there (RFC 5256 §5).
  public long number(int at) {
    return Integer.toUnsignedLong(numbers[at]);
  }

  /// How many answer the message at a place; they follow, each with its own answers.
  public int children(int at) {
    return children[at];
  }

  /// Puts threads together.
  public static final class Builder {
    private int[] numbers = new int[64];
    private int[] children = new int[64];
    private int length;

    /// Adds a message, before those that answer it.
    ///
    /// @param number 0 for a parent that is not there
    /// @param answers how many follow as its children
    public void add(long number, int answers) {
      if (length == numbers.length) {
        numbers = Arrays.copyOf(numbers, length * 2);
        children = Arrays.copyOf(children, length * 2);
      }
      numbers[length] = (int) number;
      children[length++] = answers;
    }

    /// The threads so far; the builder is not used afterwards.
    public ThreadTrees build() {
      return new ThreadTrees(numbers, children, length);
    }
  }
}
