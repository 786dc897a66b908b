package org.mailkeep.transfer;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.SystemFlag;

/// Flags in the header fields that mail readers write into an mbox: `Status`, `X-Status` and
/// `X-Keywords`. For one thread and one message. QUIRK: Thunderbird keeps the flags of an mbox in
/// `X-Mozilla-Status`, which is read, too.
final class MboxFlags {
  /// The fields that stand before a message which is written, in this order; a reader takes them
  /// away again where they stand first.
  static final List<String> OWN = List.of("status:", "x-status:", "x-keywords:");

  private static final String MOZILLA = "x-mozilla-status:";
  private static final int MOST_KEYWORDS = 1_000;

  private final Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
  private final Set<String> keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  /// Takes note of a line of the header.
  void note(String line) {
    int colon = line.indexOf(':');
    String name = line.substring(0, colon + 1).toLowerCase(Locale.ROOT);
    String value = line.substring(colon + 1).strip();
    switch (name) {
      case "status:" -> letters(value, "R", List.of(SystemFlag.SEEN));
      case "x-status:" ->
          letters(
              value,
              "AFTD",
              List.of(
                  SystemFlag.ANSWERED, SystemFlag.FLAGGED, SystemFlag.DRAFT, SystemFlag.DELETED));
      case "x-keywords:" -> words(value);
      case MOZILLA -> mozilla(value);
      default -> {}
    }
  }

  private void letters(String value, String letters, List<SystemFlag> flags) {
    for (int i = 0; i < letters.length(); i++) {
      if (value.indexOf(letters.charAt(i)) >= 0) {
        system.add(flags.get(i));
      }
    }
  }

  private void words(String value) {
    for (String word : value.split("\\s+", -1)) {
      if (Keyword.isOne(word) && keywords.size() < MOST_KEYWORDS) {
        keywords.add(word);
      }
    }
  }

  private void mozilla(String value) {
    try {
      int bits = Integer.parseInt(value, 16);
      List<SystemFlag> flags =
          List.of(SystemFlag.SEEN, SystemFlag.ANSWERED, SystemFlag.FLAGGED, SystemFlag.DELETED);
      List<Integer> places = List.of(0x1, 0x2, 0x4, 0x8);
      for (int i = 0; i < flags.size(); i++) {
        if ((bits & places.get(i)) != 0) {
          system.add(flags.get(i));
        }
      }
    } catch (NumberFormatException _) {
      // not Mozilla's
    }
  }

  Flags flags() {
    return Flags.of(system, keywords);
  }

  /// The fields as lines that end in LF.
  static String text(Flags flags) {
    var more = new StringBuilder();
    letter(more, flags, SystemFlag.ANSWERED, 'A');
    letter(more, flags, SystemFlag.FLAGGED, 'F');
    letter(more, flags, SystemFlag.DRAFT, 'T');
    letter(more, flags, SystemFlag.DELETED, 'D');
    Collection<String> words = flags.keywords();
    return "Status: "
        + (flags.has(SystemFlag.SEEN) ? "RO" : "O")
        + "\nX-Status: "
        + more
        + "\nX-Keywords: "
        + String.join(" ", words)
        + "\n";
  }

  private static void letter(StringBuilder out, Flags flags, SystemFlag flag, char letter) {
    if (flags.has(flag)) {
      out.append(letter);
    }
  }
}
