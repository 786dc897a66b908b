package org.mailkeep.transfer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The line before each message of an mbox: `From jane@example.org Thu Jan 1 00:00:00 1970`, the
/// time in UTC (RFC 4155 appendix A). QUIRK: other programs write `-` for the sender of an mbox's
/// line, leave the seconds out, or name a zone before or behind the year.
final class FromLine {
  static final String START = "From ";

  /// Octets of the longest one that is looked at.
  static final int LONGEST = 1024;

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private static final Pattern FORM =
      Pattern.compile(
          "From (?:\\S.* )? *(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +"
              + "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +(\\d{1,2})"
              + " +(\\d{1,2}):(\\d{2})(?::(\\d{2}))?"
              + "(?: +([+-]\\d{4}|[A-Z]{1,5}))? +(\\d{4})(?: +([+-]\\d{4}))? *",
          Pattern.CASE_INSENSITIVE);

  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private FromLine() {}

  /// The time of a line that is one; empty for any other line.
  static Optional<Instant> time(String line) {
    Matcher found = FORM.matcher(line);
    if (!found.matches()) {
      return Optional.empty();
    }
    try {
      LocalDateTime time =
          LocalDateTime.of(
              Integer.parseInt(found.group(7)),
              MONTHS.indexOf(found.group(1).toLowerCase(Locale.ROOT)) + 1,
              Integer.parseInt(found.group(2)),
              Integer.parseInt(found.group(3)),
              Integer.parseInt(found.group(4)),
              found.group(5) == null ? 0 : Math.min(59, Integer.parseInt(found.group(5))));
      String zone = found.group(8) == null ? found.group(6) : found.group(8);
      boolean known = zone != null && !Character.isLetter(zone.charAt(0));
      return Optional.of(time.toInstant(known ? ZoneOffset.of(zone) : ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// A line without its end.
  ///
  /// @param sender an address; what could break the line becomes `-`
  static String of(String sender, Instant time) {
    String plain = sender.replaceAll("[^\\x21-\\x7e]", "-");
    return START + (plain.isEmpty() ? "MAILER-DAEMON" : plain) + " " + ASCTIME.format(time);
  }
}
