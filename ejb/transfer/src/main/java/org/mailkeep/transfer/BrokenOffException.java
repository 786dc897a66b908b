package org.mailkeep.transfer;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// An import ended on its way; what came before stays.
public final class BrokenOffException extends TransferException {
  private static final long serialVersionUID = 1L;

  private final transient Map<String, Long> counts;

  BrokenOffException(IOException why, Map<String, Long> counts) {
    super(String.valueOf(why.getMessage()));
    initCause(why);
    this.counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /// What came of it until then, by name.
  public Map<String, Long> counts() {
    return counts;
  }

  /// What came of it until then, in words: `120 imported, 3 duplicates`.
  public String words() {
    String words =
        counts.entrySet().stream()
            .filter(count -> count.getValue() > 0)
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", "));
    return words.isEmpty() ? "nothing" : words;
  }
}
