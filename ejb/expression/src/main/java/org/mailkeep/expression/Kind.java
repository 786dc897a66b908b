package org.mailkeep.expression;

/// What is known of a value before it is there.
enum Kind {
  ANY("any value"),
  TEXT("a text"),
  NUMBER("a number"),
  TRUTH("true or false"),
  DURATION("a duration"),
  LIST("a list");

  private final String words;

  Kind(String words) {
    this.words = words;
  }

  /// The kind in words.
  String words() {
    return words;
  }

  /// Whether a value of another kind may stand where this one is wanted. A text may spell a number,
  /// so only its content decides that, and only when someone asks.
  boolean accepts(Kind other) {
    return switch (this) {
      case ANY -> true;
      case TEXT -> other != LIST && other != DURATION;
      case NUMBER, TRUTH -> other != LIST && other != DURATION;
      case DURATION -> other == DURATION || other == NUMBER || other == ANY;
      case LIST -> other == LIST || other == ANY;
    };
  }
}
