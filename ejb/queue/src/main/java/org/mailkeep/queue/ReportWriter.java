package org.mailkeep.queue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.mailkeep.mime.DeliveryReport;
import org.mailkeep.store.api.BlobStore;

/// Writes delivery reports as messages, with the message that they are about or its header.
final class ReportWriter {
  private static final int MOST_HEADER = 64 * 1024;
  private static final int PIECE = 64 * 1024;

  private final BlobStore blobs;

  ReportWriter(BlobStore blobs) {
    this.blobs = blobs;
  }

  /// Writes a report.
  void write(Report report, ReportRules rules, OutputStream out) throws IOException {
    Envelope envelope = report.about().envelope();
    String envelopeId = envelope.options().envelopeId();
    var status =
        new DeliveryReport(
            rules.host().toString(),
            new DeliveryReport.Author(rules.fromName(), rules.fromAddress().toString()),
            report.to().toString(),
            report.id() + ".report",
            report.at(),
            envelope.receivedAt(),
            envelopeId == null ? null : Xtext.decode(envelopeId),
            envelope.options().smtpUtf8(),
            report.lines().stream().map(line -> recipient(report, line)).toList());
    status.write(out, returned(report, rules));
  }

  private static DeliveryReport.Recipient recipient(Report report, ReportLine line) {
    Recipient recipient = line.recipient();
    Status status = line.status();
    return new DeliveryReport.Recipient(
        recipient.address().toString(),
        typed(recipient.originalRecipient()),
        action(line.kind()),
        status.code(),
        status.remote(),
        status.text(),
        report.at(),
        report.giveUp());
  }

  /// ORCPT when it has the form `type;address` (RFC 3461 §4.2).
  private static @Nullable String typed(@Nullable String original) {
    return original != null && original.indexOf(';') > 0 ? original : null;
  }

  private static DeliveryReport.Action action(ReportLine.Kind kind) {
    return switch (kind) {
      case DELIVERED -> DeliveryReport.Action.DELIVERED;
      case RELAYED -> DeliveryReport.Action.RELAYED;
      case DELAYED -> DeliveryReport.Action.DELAYED;
      case FAILED -> DeliveryReport.Action.FAILED;
    };
  }

  /// The message, when the sender wants all of it back and it failed, or else its header (RFC 3461
  /// §4.3).
  private DeliveryReport.Returned returned(Report report, ReportRules rules) {
    StoredMessage about = report.about();
    MailOptions options = about.envelope().options();
    boolean failed = report.lines().getFirst().kind() == ReportLine.Kind.FAILED;
    boolean whole =
        failed
            && options.returns() == MailOptions.Returns.FULL
            && about.size() <= rules.mostReturned().bytes();
    if (whole) {
      return new DeliveryReport.Returned(
          to -> copy(about, to), false, encoding(options.body(), options.smtpUtf8()));
    }
    boolean utf8 = options.smtpUtf8();
    return new DeliveryReport.Returned(
        to -> to.write(headerOf(about, utf8)), true, encoding(MailOptions.Body.SEVEN_BIT, utf8));
  }

  private static DeliveryReport.Encoding encoding(MailOptions.Body body, boolean utf8) {
    return switch (body) {
      case SEVEN_BIT ->
          utf8 ? DeliveryReport.Encoding.EIGHT_BIT : DeliveryReport.Encoding.SEVEN_BIT;
      case EIGHT_BIT -> DeliveryReport.Encoding.EIGHT_BIT;
      case BINARY -> DeliveryReport.Encoding.BINARY;
    };
  }

  private void copy(StoredMessage about, OutputStream out) throws IOException {
    for (long at = 0; at < about.size(); at += PIECE) {
      out.write(blobs.read(about.blob(), at, PIECE));
    }
  }

  private byte[] headerOf(StoredMessage about, boolean utf8) {
    byte[] start = blobs.read(about.blob(), 0, MOST_HEADER);
    String text = new String(start, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    int cut = end >= 0 ? end + 2 : Math.max(0, text.lastIndexOf("\r\n") + 2);
    String header = text.substring(0, Math.min(cut, text.length()));
    return utf8
        ? header.getBytes(StandardCharsets.ISO_8859_1)
        : header.replaceAll("[^\\x00-\\x7f]", "?").getBytes(StandardCharsets.US_ASCII);
  }
}
