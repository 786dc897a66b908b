package org.mailkeep.credentials;

/// The DES of crypt(3): FIPS 46-3 whose expansion swaps bits as a salt says, so that no DES chip
/// could be used for guessing. Tables count bits from 1, the highest, as the standard does.
final class DesCrypt {
  private static final byte[] KEY_CHOICE_1 = {
    57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60,
    52, 44, 36, 63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29,
    21, 13, 5, 28, 20, 12, 4
  };
  private static final byte[] KEY_CHOICE_2 = {
    14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2, 41, 52,
    31, 37, 47, 55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32
  };
  private static final byte[] SHIFTS = {1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1};
  private static final byte[] INITIAL = {
    58, 50, 42, 34, 26, 18, 10, 2, 60, 52, 44, 36, 28, 20, 12, 4, 62, 54, 46, 38, 30, 22, 14, 6, 64,
    56, 48, 40, 32, 24, 16, 8, 57, 49, 41, 33, 25, 17, 9, 1, 59, 51, 43, 35, 27, 19, 11, 3, 61, 53,
    45, 37, 29, 21, 13, 5, 63, 55, 47, 39, 31, 23, 15, 7
  };
  private static final byte[] FINAL = {
    40, 8, 48, 16, 56, 24, 64, 32, 39, 7, 47, 15, 55, 23, 63, 31, 38, 6, 46, 14, 54, 22, 62, 30, 37,
    5, 45, 13, 53, 21, 61, 29, 36, 4, 44, 12, 52, 20, 60, 28, 35, 3, 43, 11, 51, 19, 59, 27, 34, 2,
    42, 10, 50, 18, 58, 26, 33, 1, 41, 9, 49, 17, 57, 25
  };
  private static final byte[] AFTER_BOXES = {
    16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13,
    30, 6, 22, 11, 4, 25
  };

  /// The boxes S1 to S8, each four rows of sixteen.
  private static final String[] BOXES = {
    "e4d12fb83a6c5907" + "0f74e2d1a6cb9538" + "41e8d62bfc973a50" + "fc8249175b3ea06d",
    "f18e6b34972dc05a" + "3d47f28ec01a69b5" + "0e7ba4d158c6932f" + "d8a13f42b67c05e9",
    "a09e63f51dc7b428" + "d709346a285ecbf1" + "d6498f30b12c5ae7" + "1ad069874fe3b52c",
    "7de3069a1285bc4f" + "d8b56f03472c1ae9" + "a690cb7df13e5284" + "3f06a1d8945bc72e",
    "2c417ab6853fd0e9" + "eb2c47d150fa3986" + "421bad78f9c5630e" + "b8c71e2d6f09a453",
    "c1af92680d34e75b" + "af427c9561de0b38" + "9ef528c3704a1db6" + "432c95fabe17608d",
    "4b2ef08d3c975a61" + "d0b7491ae35c2f86" + "14bdc37eaf680592" + "6bd814a7950fe23c",
    "d2846fb1a93e50c7" + "1fd8a374c56b0e92" + "7b419ce206adf358" + "21e74a8dfc90356b"
  };

  /// What each box makes of six bits, moved to its place in the result.
  private static final int[][] BOXED = boxed();

  private static final int ROUNDS = 16;

  private final long[] keys = new long[ROUNDS];

  /// @param key 64 bits, of which the lowest of each octet says nothing
  DesCrypt(long key) {
    long chosen = permuted(key, 64, KEY_CHOICE_1);
    int left = (int) (chosen >>> 28);
    int right = (int) chosen & 0xfffffff;
    for (int round = 0; round < ROUNDS; round++) {
      left = turned(left, SHIFTS[round]);
      right = turned(right, SHIFTS[round]);
      keys[round] = permuted(((long) left << 28) | right, 56, KEY_CHOICE_2);
    }
  }

  /// Encrypts again and again.
  ///
  /// @param salt 24 bits; the lowest swaps the first bits of the two halves of the expansion
  long encrypt(long block, int salt, int times) {
    int swaps = Integer.reverse(salt) >>> 8;
    long mixed = permuted(block, 64, INITIAL);
    int left = (int) (mixed >>> 32);
    int right = (int) mixed;
    for (int time = 0; time < times; time++) {
      for (long key : keys) {
        int next = left ^ scrambled(right, key, swaps);
        left = right;
        right = next;
      }
      int swapped = left;
      left = right;
      right = swapped;
    }
    return permuted(((long) left << 32) | (right & 0xffffffffL), 64, FINAL);
  }

  private static int scrambled(int half, long key, int swaps) {
    long expanded = expanded(half);
    int high = (int) (expanded >>> 24);
    int low = (int) expanded & 0xffffff;
    int swap = (high ^ low) & swaps;
    long mixed = (((long) (high ^ swap) << 24) | (low ^ swap)) ^ key;
    int result = 0;
    for (int box = 0; box < BOXED.length; box++) {
      result |= BOXED[box][(int) (mixed >>> (42 - 6 * box)) & 63];
    }
    return result;
  }

  /// Each group of four bits with its neighbours: 48 bits.
  private static long expanded(int half) {
    long around = ((half & 1L) << 33) | ((half & 0xffffffffL) << 1) | ((half >>> 31) & 1);
    long expanded = 0;
    for (int group = 0; group < 8; group++) {
      expanded = (expanded << 6) | ((around >>> (28 - 4 * group)) & 63);
    }
    return expanded;
  }

  private static int turned(int half, int by) {
    return ((half << by) | (half >>> (28 - by))) & 0xfffffff;
  }

  private static long permuted(long bits, int width, byte[] table) {
    long result = 0;
    for (byte from : table) {
      result = (result << 1) | ((bits >>> (width - from)) & 1);
    }
    return result;
  }

  private static int[][] boxed() {
    var boxed = new int[BOXES.length][64];
    for (int box = 0; box < BOXES.length; box++) {
      for (int six = 0; six < 64; six++) {
        int row = ((six >>> 4) & 2) | (six & 1);
        int column = (six >>> 1) & 15;
        long four = Character.digit(BOXES[box].charAt(16 * row + column), 16);
        boxed[box][six] = (int) permuted(four << (28 - 4 * box), 32, AFTER_BOXES);
      }
    }
    return boxed;
  }
}
