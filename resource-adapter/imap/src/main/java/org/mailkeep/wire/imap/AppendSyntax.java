package org.mailkeep.wire.imap;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.imap.Command.AppendedMessage;

/// Reads APPEND; messages are streamed while it is read (RFC 9051 §6.3.12, RFC 3502).
final class AppendSyntax {
  private AppendSyntax() {}

  // append = "APPEND" SP mailbox 1*(SP [flag-list SP] [date-time SP] append-data)
  static Command append(Cursor in) throws SyntaxException, IOException, RefusedException {
    String mailbox = in.space().mailbox();
    List<AppendedMessage> messages = new ArrayList<>();
    boolean complete = false;
    try {
      do {
        in.bounded(messages.size() + 1);
        message(in.space(), mailbox, null, messages);
      } while (!in.atEnd());
      complete = true;
    } finally {
      if (!complete) {
        messages.forEach(message -> message.sink().close());
      }
    }
    return new Command.Append(mailbox, messages);
  }

  // replace = "REPLACE" SP seq-number SP mailbox append-message   RFC 8508 §5
  static Command replace(Cursor in, Command.Numbering by)
      throws SyntaxException, IOException, RefusedException {
    SequenceSet one = SequenceSyntax.sequenceSet(in.space());
    String mailbox = in.space().mailbox();
    List<AppendedMessage> messages = new ArrayList<>(1);
    boolean complete = false;
    try {
      message(in.space(), mailbox, new Announced.Replaced(by, one), messages);
      in.end();
      complete = true;
    } finally {
      if (!complete) {
        messages.forEach(message -> message.sink().close());
      }
    }
    return new Command.Replace(by, one, mailbox, messages.getFirst());
  }

  // append-data = literal / literal8 / "UTF8" SP "(" literal8 ")"   RFC 6855 §4. QUIRK: many
  // clients append messages whose header fields have bare eight-bit octets without enabling
  // UTF8=ACCEPT; RFC 6855 §4 wants them refused, which would lose mail.
  private static void message(
      Cursor in,
      String mailbox,
      Announced.@Nullable Replaced replaced,
      List<AppendedMessage> messages)
      throws SyntaxException, IOException, RefusedException {
    Flags flags = Flags.NONE;
    if (in.peek() == '(') {
      flags = FlagSyntax.list(in);
      in.space();
    }
    Instant date = null;
    if (in.peek() == '"') {
      date = dateTime(in);
      in.space();
    }
    boolean wrapped = in.take("UTF8 (");
    Cursor.Appended appended = in.message(mailbox, replaced);
    messages.add(new AppendedMessage(flags, date, appended.size(), appended.sink()));
    in.afterMessage();
    if (wrapped) {
      in.expect(')');
    }
  }

  // date-time = DQUOTE date-day-fixed "-" date-month "-" date-year SP time SP zone DQUOTE
  private static @Nullable Instant dateTime(Cursor in) throws SyntaxException {
    in.expect('"');
    int day = in.take(' ') ? in.digits(1) : in.digits(2);
    int month = in.expect('-').month();
    int year = in.expect('-').digits(4);
    int hour = in.space().digits(2);
    int minute = in.expect(':').digits(2);
    int second = in.expect(':').digits(2);
    boolean west = !in.space().take('+');
    if (west) {
      in.expect('-');
    }
    int offset = in.digits(2) * 60 + in.digits(2);
    in.expect('"');
    try {
      return LocalDateTime.of(year, month, day, hour, minute, Math.min(second, 59))
          .toInstant(ZoneOffset.ofTotalSeconds((west ? -60 : 60) * offset));
    } catch (DateTimeException e) {
      throw new SyntaxException("Invalid date");
    }
  }
}
