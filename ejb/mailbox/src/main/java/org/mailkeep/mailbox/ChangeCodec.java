package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;

/// The stored form of what one commit changed. A field that is the same as in the entry before is
/// left out; the id completes an entry.
final class ChangeCodec {
  /// Entries in one record, which must stay below the largest value of a store.
  static final int ENTRIES = 2_000;

  private static final int TIME = 1;
  private static final int NUMBER = 2;
  private static final int WHAT = 3;
  private static final int MAILBOX = 4;
  private static final int UID = 5;
  private static final int ID = 6;

  private ChangeCodec() {}

  /// @param seconds when it happened, since 1970
  static byte[] encode(List<Change> changes, long seconds) {
    RecordWriter out = new RecordWriter().number(TIME, seconds);
    long number = 0;
    int what = 0;
    long mailbox = 0;
    for (Change change : changes) {
      if (change.number() != number) {
        number = change.number();
        out.number(NUMBER, number);
      }
      if (what(change) != what) {
        what = what(change);
        out.number(WHAT, what);
      }
      MailboxId place = change.mailbox();
      long in = place == null ? 0 : place.value();
      if (in != mailbox) {
        mailbox = in;
        out.number(MAILBOX, in);
      }
      out.number(UID, change.uid()).number(ID, change.id());
    }
    return out.bytes();
  }

  /// When a record was written, seconds since 1970; 0 when it does not say.
  static long time(byte[] record) {
    RecordReader in = new RecordReader(record);
    return in.next() && in.field() == TIME ? in.number() : 0;
  }

  static List<Change> decode(byte[] record) {
    RecordReader in = new RecordReader(record);
    List<Change> changes = new ArrayList<>();
    long[] numbers = new long[7];
    while (in.next()) {
      if (in.field() < numbers.length) {
        numbers[in.field()] = in.number();
      }
      if (in.field() == ID) {
        changes.add(change(numbers));
      }
    }
    return changes;
  }

  private static Change change(long[] numbers) {
    int what = (int) numbers[WHAT];
    @Nullable MailboxId mailbox = numbers[MAILBOX] == 0 ? null : new MailboxId(numbers[MAILBOX]);
    return new Change(
        numbers[NUMBER], type(what), numbers[ID], kind(what), mailbox, (int) numbers[UID]);
  }

  private static int what(Change change) {
    int type =
        switch (change.type()) {
          case EMAIL -> 1;
          case MAILBOX -> 2;
          case THREAD -> 3;
        };
    int kind =
        switch (change.kind()) {
          case CREATED -> 1;
          case UPDATED -> 2;
          case DESTROYED -> 3;
        };
    return type * 4 + kind;
  }

  private static Change.Type type(int what) {
    return switch (what >> 2) {
      case 2 -> Change.Type.MAILBOX;
      case 3 -> Change.Type.THREAD;
      default -> Change.Type.EMAIL;
    };
  }

  private static Change.Kind kind(int what) {
    return switch (what & 3) {
      case 1 -> Change.Kind.CREATED;
      case 3 -> Change.Kind.DESTROYED;
      default -> Change.Kind.UPDATED;
    };
  }
}
