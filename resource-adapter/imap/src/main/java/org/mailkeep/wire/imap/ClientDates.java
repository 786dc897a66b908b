package org.mailkeep.wire.imap;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Internal dates as servers write them: ` 7-Feb-1994 21:52:25 -0800` (RFC 3501 §9 `date-time`).
final class ClientDates {
  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("d-MMM-yyyy HH:mm:ss Z")
          .toFormatter(Locale.ENGLISH);

  private ClientDates() {}

  /// The time; null when the text is none.
  static @Nullable Instant parse(String text) {
    try {
      return OffsetDateTime.parse(text.strip(), FORM).toInstant();
    } catch (DateTimeParseException _) {
      return null;
    }
  }
}
