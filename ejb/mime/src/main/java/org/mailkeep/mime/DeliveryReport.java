package org.mailkeep.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A delivery status notification (RFC 3464) about one message, with the fields that RFC 3461
/// carries along and the UTF-8 forms of RFC 6533 when its reader takes them.
///
/// @param host who reports, a domain name
/// @param from who is named as its author
/// @param to the sender of the message that is reported on
/// @param id unique in all the world: local part of the Message-ID, and in the boundary
/// @param date when it is made
/// @param arrival when the message had arrived
/// @param envelopeId ENVID that the sender gave, decoded; or null
/// @param utf8 whether it may travel with SMTPUTF8 to its reader
/// @param recipients at least one
public record DeliveryReport(
    String host,
    Author from,
    String to,
    String id,
    Instant date,
    Instant arrival,
    @Nullable String envelopeId,
    boolean utf8,
    List<Recipient> recipients) {
  private static final Pattern LONG_WORD = Pattern.compile("\\S{300}(?=\\S)");

  /// What stands in From.
  ///
  /// @param name for people
  /// @param address such as `MAILER-DAEMON@host`
  public record Author(String name, String address) {}

  /// What became of a recipient (RFC 3464 §2.3.3).
  public enum Action {
    /// It did not get the message and will not.
    FAILED,
    /// It did not get it yet.
    DELAYED,
    /// It has it.
    DELIVERED,
    /// A server took it that does not report.
    RELAYED,
    /// A list has it.
    EXPANDED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// One recipient.
  ///
  /// @param address where the message was to go
  /// @param original ORCPT that the sender gave, such as `rfc822;joe@example.org`; or null
  /// @param status enhanced status code, such as `5.1.1` (RFC 3463)
  /// @param remote host that answered; or null when this server says so itself
  /// @param diagnostic what was answered, such as `550 5.1.1 no such user`, or what this server
  ///   says; or null
  /// @param lastAttempt when it was tried last; or null
  /// @param retryUntil when a delayed one will be given up; or null
  public record Recipient(
      String address,
      @Nullable String original,
      Action action,
      String status,
      @Nullable String remote,
      @Nullable String diagnostic,
      @Nullable Instant lastAttempt,
      @Nullable Instant retryUntil) {}

  /// What is returned of the message (RFC 3461 §4.3).
  ///
  /// @param octets the header, or all of it
  /// @param headerOnly whether it is the header alone
  /// @param encoding what its octets need of servers on their way
  public record Returned(Octets octets, boolean headerOnly, Encoding encoding) {}

  /// What writes octets.
  @FunctionalInterface
  public interface Octets {
    /// Writes all of them.
    void writeTo(OutputStream out) throws IOException;
  }

  /// The transfer encodings that change nothing (RFC 2045 §6.2).
  public enum Encoding {
    /// Lines of ASCII.
    SEVEN_BIT("7bit"),
    /// Lines.
    EIGHT_BIT("8bit"),
    /// Any octets.
    BINARY("binary");

    private final String word;

    Encoding(String word) {
      this.word = word;
    }
  }

  public DeliveryReport {
    recipients = List.copyOf(recipients);
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("a report is about somebody");
    }
  }

  /// Writes the report.
  public void write(OutputStream out, Returned returned) throws IOException {
    String boundary = "=_" + id.replaceAll("[^0-9A-Za-z.]", "-"); // in no quoted-printable text
    line(out, header(boundary).toString());
    line(out, "--" + boundary);
    line(out, "Content-Type: text/plain; charset=utf-8");
    line(out, "Content-Transfer-Encoding: " + (utf8 ? "8bit" : "7bit"));
    line(out, "");
    out.write(DeliveryReportText.of(this).getBytes(StandardCharsets.UTF_8));
    line(out, "");
    line(out, "--" + boundary);
    line(out, "Content-Type: message/" + (utf8 ? "global-" : "") + "delivery-status");
    line(out, "Content-Transfer-Encoding: " + (utf8 ? "8bit" : "7bit"));
    line(out, "");
    out.write(status().getBytes(StandardCharsets.UTF_8));
    line(out, "--" + boundary);
    line(out, "Content-Type: " + returnedType(returned));
    line(out, "Content-Transfer-Encoding: " + returned.encoding().word);
    line(out, "");
    returned.octets().writeTo(out);
    line(out, "");
    line(out, "--" + boundary + "--");
  }

  private HeaderWriter header(String boundary) {
    return new HeaderWriter(utf8)
        .addresses("From", List.of(author()))
        .field("To", "<" + to + ">")
        .field("Subject", DeliveryReportText.subject(this))
        .date("Date", date)
        .field("Message-ID", "<" + id + "@" + host + ">")
        .field("Auto-Submitted", "auto-replied")
        .field("MIME-Version", "1.0")
        .field(
            "Content-Type",
            "multipart/report; report-type="
                + (utf8 ? "global-" : "")
                + "delivery-status;"
                + " boundary=\""
                + boundary
                + "\"");
  }

  private HeaderAddress.Mailbox author() {
    int at = from.address().lastIndexOf('@');
    return new HeaderAddress.Mailbox(
        printable(from.name()), from.address().substring(0, at), from.address().substring(at + 1));
  }

  private String returnedType(Returned returned) {
    if (returned.headerOnly()) {
      return utf8 ? "message/global-headers" : "text/rfc822-headers";
    }
    return utf8 ? "message/global" : "message/rfc822";
  }

  /// The per-message fields and those of each recipient (RFC 3464 §2.2, §2.3).
  private String status() {
    HeaderWriter message = new HeaderWriter(utf8);
    if (envelopeId != null) {
      message.field("Original-Envelope-Id", printable(envelopeId));
    }
    message.field("Reporting-MTA", "dns; " + host).date("Arrival-Date", arrival);
    StringBuilder out = new StringBuilder(message.toString()).append("\r\n");
    for (Recipient recipient : recipients) {
      out.append(status(recipient)).append("\r\n");
    }
    return out.toString();
  }

  private HeaderWriter status(Recipient recipient) {
    HeaderWriter fields = new HeaderWriter(utf8);
    if (recipient.original() != null) {
      fields.field("Original-Recipient", original(recipient.original()));
    }
    fields
        .field("Final-Recipient", typed(recipient.address()))
        .field("Action", recipient.action().word())
        .field("Status", recipient.status());
    if (recipient.remote() != null) {
      fields.field("Remote-MTA", "dns; " + printable(recipient.remote()));
    }
    if (recipient.remote() != null && recipient.diagnostic() != null) {
      fields.field("Diagnostic-Code", "smtp; " + printable(recipient.diagnostic()));
    }
    if (recipient.lastAttempt() != null) {
      fields.date("Last-Attempt-Date", recipient.lastAttempt());
    }
    if (recipient.retryUntil() != null) {
      fields.date("Will-Retry-Until", recipient.retryUntil());
    }
    return fields;
  }

  /// An address with its type; one outside ASCII in UTF-8, or escaped where UTF-8 may not go (RFC
  /// 6533 §3).
  private String typed(String address) {
    if (Ascii.isAscii(address)) {
      return "rfc822; " + address;
    }
    return "utf-8; " + (utf8 ? address : escaped(address));
  }

  private String original(String original) {
    int type = original.indexOf(';');
    if (type < 0) {
      return typed(original);
    }
    String address = original.substring(type + 1).strip();
    String plain = Ascii.isAscii(address) || utf8 ? address : escaped(address);
    return original.substring(0, type) + "; " + plain;
  }

  // utf-8-addr-xtext: EmbeddedUnicodeChar = "\x{" HEXPOINT "}"
  private static String escaped(String address) {
    StringBuilder out = new StringBuilder();
    address
        .codePoints()
        .forEach(point -> {
          if (point > ' ' && point < 0x7f && point != '\\' && point != '+' && point != '=') {
            out.appendCodePoint(point);
          } else {
            out.append(String.format(Locale.ROOT, "\\x{%02X}", point));
          }
        });
    return out.toString();
  }

  /// The text without controls, in ASCII where UTF-8 may not go, and with words that fit into a
  /// line (RFC 5321 §4.5.3.1.6).
  String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(c == '\t' || c == '\r' || c == '\n' ? ' ' : (c < ' ' || c == 0x7f) ? '?' : c);
    }
    String words = LONG_WORD.matcher(out).replaceAll("$0 ");
    return utf8 ? words : words.replaceAll("[^\\x20-\\x7e]", "?");
  }

  private static void line(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.write('\r');
    out.write('\n');
  }
}
