package org.mailkeep.expression;

import java.util.List;

/// Makes values.
public final class Values {
  /// True.
  public static final Value TRUE = new Value.Whole(1);

  /// False.
  public static final Value FALSE = new Value.Whole(0);

  /// Nothing, such as what a look-up finds that finds nothing.
  public static final Value NOTHING = new Value.Nothing();

  /// The empty text.
  public static final Value EMPTY = new Value.Text("");

  private Values() {}

  /// A text.
  public static Value of(String text) {
    return text.isEmpty() ? EMPTY : new Value.Text(text);
  }

  /// A whole number.
  public static Value of(long number) {
    return new Value.Whole(number);
  }

  /// True or false.
  public static Value of(boolean truth) {
    return truth ? TRUE : FALSE;
  }

  /// A list of texts.
  public static Value of(List<String> texts) {
    return new Value.Items(texts.stream().map(Values::of).toList());
  }
}
