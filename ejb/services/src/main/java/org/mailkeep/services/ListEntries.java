package org.mailkeep.services;

import java.util.ArrayList;
import java.util.List;
import org.mailkeep.expression.Regex;

/// What is in a list, in its order: texts, or regular expressions that were compiled once.
record ListEntries(List<String> texts, List<Regex> expressions) {
  ListEntries {
    texts = List.copyOf(texts);
    expressions = List.copyOf(expressions);
  }

  static ListEntries texts(List<String> texts) {
    return new ListEntries(texts, List.of());
  }

  static ListEntries expressions(List<Regex> expressions) {
    return new ListEntries(List.of(), expressions);
  }

  /// All of them, one after the other.
  static ListEntries all(List<ListEntries> parts) {
    List<String> texts = new ArrayList<>();
    List<Regex> expressions = new ArrayList<>();
    for (ListEntries part : parts) {
      texts.addAll(part.texts());
      expressions.addAll(part.expressions());
    }
    return new ListEntries(texts, expressions);
  }

  /// What is wrong with a regular expression.
  static String bad(String expression, String why) {
    return "the regular expression " + expression + " " + why;
  }

  int size() {
    return texts.size() + expressions.size();
  }
}
