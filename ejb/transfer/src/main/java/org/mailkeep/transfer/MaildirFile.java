package org.mailkeep.transfer;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.SystemFlag;

/// Flags in names of files of a Maildir: behind `:2,` (or `;2,` or `!2,` where a file system has no
/// colons) `D` draft, `F` flagged, `P` passed on, `R` answered, `S` seen, `T` deleted, and from `a`
/// to `z` the keywords that the file `dovecot-keywords` of the folder names.
final class MaildirFile {
  /// The file that says which letter is which keyword: a line `0 word` for `a`.
  static final String KEYWORDS = "dovecot-keywords";

  /// The file of an export that says which keywords had no letter: a line `word path` for each word
  /// of each mailbox.
  static final String LEFT_OUT = "mailkeep-keywords-left-out";

  /// Keywords that have a letter.
  static final int LETTERS = 26;

  private static final String FORWARDED = "$Forwarded";
  private static final Map<Character, SystemFlag> SYSTEM =
      Map.of(
          'D', SystemFlag.DRAFT,
          'F', SystemFlag.FLAGGED,
          'R', SystemFlag.ANSWERED,
          'S', SystemFlag.SEEN,
          'T', SystemFlag.DELETED);

  private MaildirFile() {}

  /// The flags in a name.
  ///
  /// @param keywords by letter, from `a` on; those without a name are passed over
  static Flags flags(String name, List<String> keywords) {
    int info =
        Math.max(
            name.lastIndexOf(":2,"), Math.max(name.lastIndexOf(";2,"), name.lastIndexOf("!2,")));
    Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
    Set<String> words = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (char letter : info < 0 ? new char[0] : name.substring(info + 3).toCharArray()) {
      SystemFlag flag = SYSTEM.get(letter);
      int index = letter - 'a';
      if (flag != null) {
        system.add(flag);
      } else if (letter == 'P') {
        words.add(FORWARDED);
      } else if (index >= 0 && index < keywords.size() && Keyword.isOne(keywords.get(index))) {
        words.add(keywords.get(index));
      }
    }
    return Flags.of(system, words);
  }

  /// What a name ends with.
  ///
  /// @param keywords by letter, from `a` on; others are left out
  static String info(Flags flags, List<String> keywords) {
    var letters = new TreeSet<Character>();
    SYSTEM.forEach((letter, flag) -> {
      if (flags.has(flag)) {
        letters.add(letter);
      }
    });
    for (int i = 0; i < Math.min(LETTERS, keywords.size()); i++) {
      if (flags.hasKeyword(keywords.get(i))) {
        letters.add((char) ('a' + i));
      }
    }
    var info = new StringBuilder(":2,");
    letters.forEach(info::append);
    return info.toString();
  }

  /// The lines of a file of keywords, by letter.
  static List<String> keywords(String text) {
    String[] words = new String[LETTERS];
    for (String line : text.split("\n", -1)) {
      String[] parts = line.strip().split(" ", 2);
      if (parts.length == 2
          && parts[0].matches("\\d{1,2}")
          && Integer.parseInt(parts[0]) < LETTERS) {
        words[Integer.parseInt(parts[0])] = parts[1];
      }
    }
    var all = new ArrayList<String>();
    for (String word : words) {
      all.add(word == null ? "" : word);
    }
    return all;
  }

  /// A file of keywords.
  static String text(List<String> keywords) {
    var text = new StringBuilder();
    for (int i = 0; i < Math.min(LETTERS, keywords.size()); i++) {
      text.append(i).append(' ').append(keywords.get(i)).append('\n');
    }
    return text.toString();
  }
}
