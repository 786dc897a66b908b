package org.mailkeep.expression;

import java.util.stream.Collectors;
import org.mailkeep.settings.RawTree;
import org.mailkeep.settings.RawValue;
import org.mailkeep.settings.Scalar;

/// How a rule is written, in one line: two that are written alike are the same.
final class Written {
  private Written() {}

  static String of(RawTree tree) {
    if (tree.value().isPresent()) {
      return of(tree.value().get());
    }
    return tree.isList()
        ? tree.items().stream().map(Written::of).collect(Collectors.joining(", ", "[", "]"))
        : tree.below().entrySet().stream()
            .map(e -> e.getKey() + " = " + of(e.getValue()))
            .collect(Collectors.joining(", ", "{ ", " }"));
  }

  private static String of(RawValue value) {
    return value.list()
        ? value.items().stream().map(Written::of).collect(Collectors.joining(", ", "[", "]"))
        : of(value.items().getFirst());
  }

  private static String of(Scalar scalar) {
    return scalar.kind() == Scalar.Kind.TEXT
        ? "\"" + scalar.text().replace("\\", "\\\\").replace("\"", "\\\"") + "\""
        : scalar.text();
  }
}
