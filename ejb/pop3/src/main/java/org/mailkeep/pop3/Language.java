package org.mailkeep.pop3;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.mailkeep.wire.pop3.Answer;
import org.mailkeep.wire.pop3.Command;

/// LANG (RFC 6856 §3): all texts are English.
final class Language {
  private static final Set<String> RANGES = Set.of("*", "en", "i-default");

  private Language() {}

  static Answer run(Command.Lang command) {
    String range = command.range();
    if (range == null) {
      return Answer.rows("Languages follow", List.of("en English"));
    }
    return RANGES.contains(range.toLowerCase(Locale.ROOT))
        ? Answer.ok("en Language changed")
        : Answer.err(null, "No such language");
  }
}
