package org.mailkeep.kernel;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When something happens again and again: `minute hour weekday`, the latter two numbers or `*` for
/// each.
///
/// @param minute 0 to 59
/// @param hour 0 to 23; empty for each
/// @param weekday 1 for Monday to 7 for Sunday; empty for each
public record Cron(int minute, OptionalInt hour, OptionalInt weekday) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,2}) +(\\d{1,2}|\\*) +([1-7]|\\*)");
  private static final int HOURS_OF_A_WEEK = 7 * 24;

  public Cron {
    if (minute < 0 || minute > 59 || hour.orElse(0) > 23 || hour.orElse(0) < 0) {
      throw new IllegalArgumentException("no time of day: " + hour + ":" + minute);
    }
    if (weekday.orElse(1) < 1 || weekday.orElse(1) > 7) {
      throw new IllegalArgumentException("no day of the week: " + weekday);
    }
  }

  /// Reads `15 * *` (15 minutes past each hour), `0 3 *` (each day at three) or `30 4 7` (on
  /// Sundays).
  public static Optional<Cron> parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    int minute = Integer.parseInt(form.group(1));
    OptionalInt hour = number(form.group(2));
    return minute > 59 || hour.orElse(0) > 23
        ? Optional.empty()
        : Optional.of(new Cron(minute, hour, number(form.group(3))));
  }

  /// The first time after another. An hour that a change of the clocks leaves out is left out.
  ///
  /// @param zone whose clocks it means
  public Instant next(Instant after, ZoneId zone) {
    ZonedDateTime time = after.atZone(zone).withMinute(minute).withSecond(0).withNano(0);
    if (!time.toInstant().isAfter(after)) {
      time = time.plusHours(1);
    }
    // At most a week, and another day when the one wanted hour was left out.
    for (int hours = 0; hours <= 2 * HOURS_OF_A_WEEK; hours++) {
      if (is(hour, time.getHour()) && is(weekday, time.getDayOfWeek().getValue())) {
        return time.toInstant();
      }
      time = time.plusHours(1).withMinute(minute);
    }
    throw new IllegalStateException("never " + this);
  }

  @Override
  public String toString() {
    return minute + " " + text(hour) + " " + text(weekday);
  }

  private static boolean is(OptionalInt wanted, int number) {
    return wanted.isEmpty() || wanted.getAsInt() == number;
  }

  private static OptionalInt number(String text) {
    return text.equals("*") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
  }

  private static String text(OptionalInt number) {
    return number.isPresent() ? Integer.toString(number.getAsInt()) : "*";
  }
}
