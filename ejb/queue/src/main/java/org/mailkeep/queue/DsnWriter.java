package org.mailkeep.queue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.mailkeep.store.api.BlobStore;

/// Writes delivery reports: `multipart/report` with a text for people, the status of each recipient
/// for programs, and the message or its header (RFC 6522, RFC 3464; RFC 6533 when the message
/// needed SMTPUTF8).
final class DsnWriter implements ReportWriter {
  private static final int MOST_HEADER = 64 * 1024;
  private static final int PIECE = 64 * 1024;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final BlobStore blobs;

  DsnWriter(BlobStore blobs) {
    this.blobs = blobs;
  }

  @Override
  public void write(Report report, ReportRules rules, OutputStream out) throws IOException {
    boolean utf8 = report.about().envelope().options().smtpUtf8();
    String boundary = "=_" + report.id();
    var text = new StringBuilder();
    header(report, rules, boundary, text);
    text.append("--").append(boundary).append("\r\n");
    line(text, "Content-Type", "text/plain; charset=utf-8");
    line(text, "Content-Transfer-Encoding", utf8 ? "8bit" : "7bit");
    text.append("\r\n").append(DsnText.forPeople(report, rules)).append("\r\n");
    text.append("--").append(boundary).append("\r\n");
    line(text, "Content-Type", "message/" + (utf8 ? "global-" : "") + "delivery-status");
    text.append("\r\n").append(status(report, rules, utf8)).append("\r\n");
    text.append("--").append(boundary).append("\r\n");
    out.write(octets(text.toString(), utf8));
    returned(report, rules, out);
    out.write(octets("\r\n--" + boundary + "--\r\n", utf8));
  }

  private static void header(
      Report report, ReportRules rules, String boundary, StringBuilder text) {
    line(
        text,
        "From",
        "\""
            + rules.fromName().replaceAll("[\"\\\\\\p{Cntrl}]", "")
            + "\" <"
            + rules.fromAddress()
            + ">");
    line(text, "To", "<" + report.to() + ">");
    line(text, "Subject", DsnText.subject(report));
    line(text, "Date", DATE.format(report.at()));
    line(text, "Message-ID", "<" + report.id() + ".report@" + rules.host() + ">");
    line(text, "Auto-Submitted", "auto-replied");
    line(text, "MIME-Version", "1.0");
    line(
        text,
        "Content-Type",
        "multipart/report; report-type=delivery-status;\r\n boundary=\"" + boundary + "\"");
    text.append("\r\n");
  }

  /// RFC 3464 §2: fields of the message, then a block of fields for each recipient.
  private static String status(Report report, ReportRules rules, boolean utf8) {
    Envelope envelope = report.about().envelope();
    var text = new StringBuilder();
    String envelopeId = envelope.options().envelopeId();
    if (envelopeId != null) {
      line(text, "Original-Envelope-Id", Xtext.decode(envelopeId));
    }
    line(text, "Reporting-MTA", "dns; " + rules.host());
    line(text, "Arrival-Date", DATE.format(envelope.receivedAt()));
    for (ReportLine one : report.lines()) {
      text.append("\r\n");
      recipient(report, one, utf8, text);
    }
    return text.toString();
  }

  private static void recipient(Report report, ReportLine one, boolean utf8, StringBuilder text) {
    String original = one.recipient().originalRecipient();
    int type = original == null ? -1 : original.indexOf(';');
    if (original != null && type > 0) {
      String address = original.substring(type + 1);
      line(text, "Original-Recipient", original.substring(0, type) + "; " + address);
    }
    String kind = utf8 && one.recipient().address().needsUtf8() ? "utf-8" : "rfc822";
    line(text, "Final-Recipient", kind + "; " + one.recipient().address());
    line(text, "Action", one.kind().name().toLowerCase(Locale.ROOT));
    line(text, "Status", one.status().code());
    String remote = one.status().remote();
    if (remote != null) {
      line(text, "Remote-MTA", "dns; " + remote);
      line(text, "Diagnostic-Code", "smtp; " + one.status().text());
    }
    line(text, "Last-Attempt-Date", DATE.format(report.at()));
    Instant giveUp = report.giveUp();
    if (giveUp != null) {
      line(text, "Will-Retry-Until", DATE.format(giveUp));
    }
  }

  /// The message, when the sender wants all of it back and it failed, or else its header (RFC 3461
  /// §4.3).
  private void returned(Report report, ReportRules rules, OutputStream out) throws IOException {
    StoredMessage about = report.about();
    MailOptions options = about.envelope().options();
    boolean failed = report.lines().getFirst().kind() == ReportLine.Kind.FAILED;
    boolean whole =
        failed
            && options.returns() == MailOptions.Returns.FULL
            && about.size() <= rules.mostReturned().bytes();
    var text = new StringBuilder();
    String whichever = options.smtpUtf8() ? "message/global" : "message/rfc822";
    String header = options.smtpUtf8() ? "message/global-headers" : "text/rfc822-headers";
    line(text, "Content-Type", whole ? whichever : header);
    if (options.smtpUtf8() || (whole && options.body() != MailOptions.Body.SEVEN_BIT)) {
      line(text, "Content-Transfer-Encoding", "8bit");
    }
    text.append("\r\n");
    out.write(octets(text.toString(), false));
    if (whole) {
      copy(about, out);
    } else {
      out.write(headerOf(about, options.smtpUtf8()));
    }
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

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append("\r\n");
  }

  /// Outside of SMTPUTF8 everything that we write is ASCII.
  private static byte[] octets(String text, boolean utf8) {
    return text.getBytes(utf8 ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII);
  }
}
