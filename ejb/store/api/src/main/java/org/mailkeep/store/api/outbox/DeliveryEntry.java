package org.mailkeep.store.api.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;

/// One line of the delivery history.
///
/// @param id of its own, as [Outbox] makes them: later ones are greater
/// @param at when it was known
public record DeliveryEntry(String id, Instant at, DeliveryReport report) {

  byte[] encode() {
    var out =
        new RecordWriter()
            .number(1, at.toEpochMilli())
            .text(2, report.queue())
            .text(3, report.sender())
            .text(4, report.recipient())
            .number(5, report.submitter())
            .text(6, report.origin())
            .text(7, report.outcome())
            .number(8, report.received().toEpochMilli())
            .number(9, report.attempts());
    if (report.remote() != null) {
      out.text(10, report.remote());
    }
    if (report.reply() != null) {
      out.text(11, report.reply());
    }
    return out.bytes();
  }

  static DeliveryEntry decode(String id, byte[] record) {
    var in = new RecordReader(record);
    long at = 0;
    String queue = "";
    String sender = "";
    String recipient = "";
    long submitter = 0;
    String origin = "";
    String outcome = "";
    long received = 0;
    int attempts = 0;
    @Nullable String remote = null;
    @Nullable String reply = null;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> at = in.number();
        case 2 -> queue = in.text();
        case 3 -> sender = in.text();
        case 4 -> recipient = in.text();
        case 5 -> submitter = in.number();
        case 6 -> origin = in.text();
        case 7 -> outcome = in.text();
        case 8 -> received = in.number();
        case 9 -> attempts = (int) in.number();
        case 10 -> remote = in.text();
        case 11 -> reply = in.text();
        default -> {} // a later version's
      }
    }
    var report =
        new DeliveryReport(
            queue,
            sender,
            recipient,
            submitter,
            origin,
            outcome,
            Instant.ofEpochMilli(received),
            attempts,
            remote,
            reply);
    return new DeliveryEntry(id, Instant.ofEpochMilli(at), report);
  }
}
