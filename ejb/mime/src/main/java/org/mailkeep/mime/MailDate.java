package org.mailkeep.mime;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Dates of header fields (RFC 5322 §3.3), read with the old forms (§4.3) and common faults.
public final class MailDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

  /// Zones with names, in hours; others count as UTC, as RFC 5322 §4.3 says.
  private static final Map<String, Integer> ZONES =
      Map.of(
          "est", -5, "edt", -4, "cst", -6, "cdt", -5, "mst", -7, "mdt", -6, "pst", -8, "pdt", -7);

  private MailDate() {}

  /// The date as a field shows it, in UTC.
  public static String format(Instant instant) {
    return FORMAT.format(instant.atOffset(ZoneOffset.UTC));
  }

  /// Reads a field's text; empty when it is no date.
  public static Optional<OffsetDateTime> parse(String text) {
    FieldCursor in = new FieldCursor(text);
    in.skipBlanks();
    if (Character.isLetter(in.peek())) {
      in.token(); // day of the week
      in.skipBlanks();
      in.take(',');
      in.skipBlanks();
    }
    try {
      return Optional.of(date(in));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  // date-time = [ day-of-week "," ] day month year hour ":" minute [ ":" second ] zone
  private static OffsetDateTime date(FieldCursor in) {
    int day = number(in);
    in.take('-');
    in.skipBlanks();
    int month = month(in);
    in.take('-');
    in.skipBlanks();
    int year = year(in);
    in.skipBlanks();
    int hour = number(in);
    in.skipBlanks();
    int minute = in.take(':') || in.take('.') ? number(in) : 0;
    in.skipBlanks();
    int second = in.take(':') || in.take('.') ? number(in) : 0;
    in.skipBlanks();
    LocalDateTime local =
        LocalDateTime.of(year, month, day, hour, minute, Math.min(second, 59)); // leap seconds
    return local.atOffset(zone(in));
  }

  private static int number(FieldCursor in) {
    in.skipBlanks();
    StringBuilder digits = new StringBuilder();
    while (in.peek() >= '0' && in.peek() <= '9' && digits.length() < 5) {
      digits.append(in.peek());
      in.skip();
    }
    return Integer.parseInt(digits.toString());
  }

  private static int month(FieldCursor in) {
    StringBuilder name = new StringBuilder();
    while (Character.isLetter(in.peek()) && name.length() < 20) {
      name.append(in.peek());
      in.skip();
    }
    if (name.length() < 3) {
      throw new NumberFormatException("no month");
    }
    int at = MONTHS.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT));
    if (at < 0 || at % 3 != 0) {
      throw new NumberFormatException("no month: " + name);
    }
    return at / 3 + 1;
  }

  /// Years of two digits are 1950 to 2049, of three digits count from 1900 (RFC 5322 §4.3).
  private static int year(FieldCursor in) {
    int year = number(in);
    if (year < 50) {
      return year + 2000;
    }
    return year < 1000 ? year + 1900 : year;
  }

  private static ZoneOffset zone(FieldCursor in) {
    int sign = in.peek() == '-' ? -1 : 1;
    if (in.take('+') || in.take('-')) {
      int offset = number(in);
      return ZoneOffset.ofTotalSeconds(sign * (offset / 100 * 60 + offset % 100) * 60);
    }
    return ZoneOffset.ofHours(ZONES.getOrDefault(in.token().toLowerCase(Locale.ROOT), 0));
  }
}
