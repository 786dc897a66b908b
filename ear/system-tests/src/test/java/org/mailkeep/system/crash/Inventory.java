package org.mailkeep.system.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailkeep.system.Wire;

/// What an account holds: for each subject, every copy of it.
///
/// @param copies by subject
record Inventory(Map<String, List<Copy>> copies) {
  private static final Pattern SUBJECT = Pattern.compile("Subject: (\\S+)");

  /// @param mailbox where
  /// @param flagged whether it is flagged
  record Copy(String mailbox, boolean flagged) {}

  /// Reads mailboxes of an account.
  static Inventory of(Victim victim, String account, String... mailboxes) throws IOException {
    Map<String, List<Copy>> copies = new TreeMap<>();
    try (var wire = new Wire(victim.imapPort())) {
      wire.line();
      wire.done("LOGIN " + account + "@example.org " + victim.password());
      for (String mailbox : mailboxes) {
        wire.done("EXAMINE " + mailbox);
        List<String> lines = wire.done("UID FETCH 1:* (FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])");
        for (String line : lines.subList(0, lines.size() - 1)) {
          Matcher subject = SUBJECT.matcher(line);
          if (subject.find()) {
            copies
                .computeIfAbsent(subject.group(1), _ -> new ArrayList<>())
                .add(new Copy(mailbox, line.contains("\\Flagged")));
          }
        }
      }
    }
    return new Inventory(copies);
  }

  /// Every copy of a subject.
  List<Copy> of(String subject) {
    return copies.getOrDefault(subject, List.of());
  }
}
