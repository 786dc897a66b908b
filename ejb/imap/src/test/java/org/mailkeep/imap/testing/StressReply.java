package org.mailkeep.imap.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Reads lines of a server.
final class StressReply {
  private static final Pattern UID = Pattern.compile("[( ]UID (\\d+)");
  private static final Pattern FLAGS = Pattern.compile("[( ]FLAGS \\(([^)]*)\\)");
  private static final Pattern MODSEQ = Pattern.compile("[( ]MODSEQ \\((\\d+)\\)");
  private static final Pattern SUBJECT = Pattern.compile("ENVELOPE \\(NIL \"([^\"]*)\"");

  private StressReply() {}

  /// What FETCH told; 0, null or "" for what it did not.
  record Fetched(long uid, @Nullable Set<String> flags, long modseq, String subject) {
    static Fetched of(String line) {
      Matcher flags = FLAGS.matcher(line);
      Matcher subject = SUBJECT.matcher(line);
      return new Fetched(
          number(UID, line),
          flags.find() ? flagSet(flags.group(1)) : null,
          number(MODSEQ, line),
          subject.find() ? subject.group(1) : "");
    }
  }

  private static Set<String> flagSet(String text) {
    Set<String> flags = new TreeSet<>();
    for (String flag : text.split(" ", -1)) {
      if (!flag.isEmpty() && !flag.equals("\\Recent")) {
        flags.add(flag);
      }
    }
    return flags;
  }

  private static long number(Pattern pattern, String line) {
    Matcher found = pattern.matcher(line);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  /// The number behind a word of a line, or -1.
  static long behind(String word, String line) {
    Matcher found = Pattern.compile(Pattern.quote(word) + " (\\d+)").matcher(line);
    return found.find() ? Long.parseLong(found.group(1)) : -1;
  }

  /// The members of a set such as `1:3,7`.
  static List<Long> set(String text) {
    List<Long> members = new ArrayList<>();
    for (String range : text.split(",", -1)) {
      String[] ends = range.split(":", -1);
      long first = Long.parseLong(ends[0]);
      long last = Long.parseLong(ends[ends.length - 1]);
      LongStream.rangeClosed(Math.min(first, last), Math.max(first, last)).forEach(members::add);
    }
    return members;
  }
}
