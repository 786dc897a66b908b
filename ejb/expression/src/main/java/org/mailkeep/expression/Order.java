package org.mailkeep.expression;

import java.util.List;
import java.util.Optional;
import org.mailkeep.expression.Value.Decimal;
import org.mailkeep.expression.Value.Items;
import org.mailkeep.expression.Value.Text;
import org.mailkeep.expression.Value.Whole;

/// How values compare. Numbers by their value, also when a text spells one of the two; texts by
/// their characters; lists item by item. Nothing is the empty text.
final class Order {
  private Order() {}

  static boolean isEqual(Value left, Value right) {
    return compare(left, right) == 0;
  }

  static int compare(Value left, Value right) {
    if (left instanceof Text(String a) && right instanceof Text(String b)) {
      return a.compareTo(b);
    }
    if (left instanceof Whole(long a) && right instanceof Whole(long b)) {
      return Long.compare(a, b);
    }
    if (left instanceof Items(List<Value> a) && right instanceof Items(List<Value> b)) {
      return compare(a, b);
    }
    boolean numeric = isNumber(left) || isNumber(right);
    if (numeric) {
      Optional<Value> a = left.asNumber();
      Optional<Value> b = right.asNumber();
      if (a.isPresent() && b.isPresent()) {
        return Double.compare(Numbers.asDouble(a.get()), Numbers.asDouble(b.get()));
      }
    }
    return left.asText().compareTo(right.asText());
  }

  private static boolean isNumber(Value value) {
    return value instanceof Whole || value instanceof Decimal;
  }

  private static int compare(List<Value> left, List<Value> right) {
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = compare(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }
}
