package org.mailkeep.expression;

/// How large expressions and what they make may be. A file is no stranger, but a slip in it must
/// not take the server down, and what expressions work on comes from strangers.
final class Limits {
  /// Characters of an expression.
  static final int LENGTH = 4096;

  /// How deep expressions stand within each other.
  static final int DEPTH = 64;

  /// Blocks of a rule, conditions of a block.
  static final int BLOCKS = 1000;

  /// Items of a list.
  static final int ITEMS = 1000;

  /// Characters of a text that an expression makes.
  static final int TEXT = 65_536;

  /// Characters of a text that a regular expression is looked for in.
  static final int SUBJECT = 8192;

  /// Characters of a regular expression.
  static final int REGEX = 1024;

  /// Steps of a regular expression once its repetitions are written out.
  static final int REGEX_STEPS = 5000;

  private Limits() {}
}
