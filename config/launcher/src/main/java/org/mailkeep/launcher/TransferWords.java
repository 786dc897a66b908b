package org.mailkeep.launcher;

import java.util.stream.Collectors;

/// What became of mail that was taken in, in words.
final class TransferWords {
  private TransferWords() {}

  /// The counts that are not zero.
  static String of(Json counts) {
    String words =
        counts instanceof Json.Members(var all)
            ? all.entrySet().stream()
                .filter(count -> !count.getValue().text().equals("0"))
                .map(count -> count.getValue().text() + " " + count.getKey())
                .collect(Collectors.joining(", "))
            : "";
    return words.isEmpty() ? "nothing" : words;
  }
}
