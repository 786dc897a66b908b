package org.mailkeep.mime;

/// The part of a delivery report that people read.
final class DeliveryReportText {
  private DeliveryReportText() {}

  static String of(DeliveryReport report) {
    StringBuilder out = new StringBuilder();
    out.append("This is the mail system at ").append(report.host()).append(".\r\n");
    for (DeliveryReport.Action action : DeliveryReport.Action.values()) {
      section(out, report, action);
    }
    return out.toString();
  }

  private static void section(
      StringBuilder out, DeliveryReport report, DeliveryReport.Action action) {
    boolean first = true;
    for (DeliveryReport.Recipient recipient : report.recipients()) {
      if (recipient.action() != action) {
        continue;
      }
      if (first) {
        out.append("\r\n").append(lead(action)).append("\r\n\r\n");
        first = false;
      }
      recipient(out, recipient);
    }
  }

  private static String lead(DeliveryReport.Action action) {
    return switch (action) {
      case FAILED -> "Your message could not be delivered to these recipients:";
      case DELAYED ->
          "Your message could not be delivered yet to these recipients. It will be tried again,"
              + "\r\nthere is nothing you need to do:";
      case DELIVERED -> "Your message was delivered to these recipients:";
      case RELAYED ->
          "Your message was handed over for these recipients to a server that does not report:";
      case EXPANDED -> "Your message was delivered to these lists:";
    };
  }

  private static void recipient(StringBuilder out, DeliveryReport.Recipient recipient) {
    out.append("  <").append(clean(recipient.address())).append(">\r\n");
    if (recipient.diagnostic() != null) {
      String host = recipient.remote() == null ? "" : clean(recipient.remote()) + " said: ";
      out.append("    ").append(host).append(clean(recipient.diagnostic())).append("\r\n");
    }
    if (recipient.retryUntil() != null) {
      out.append("    It will be tried until ")
          .append(MailDate.format(recipient.retryUntil()))
          .append(".\r\n");
    }
  }

  /// No value ends a line or is long enough to break one (RFC 5321 §4.5.3.1.6).
  private static String clean(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() > 800 ? line.substring(0, 800) + "..." : line;
  }
}
