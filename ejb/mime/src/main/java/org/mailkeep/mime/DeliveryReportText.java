package org.mailkeep.mime;

import java.util.ArrayList;
import java.util.List;

/// What a delivery report says to people.
final class DeliveryReportText {
  private static final int WIDTH = 72;

  private final DeliveryReport report;
  private final List<String> lines = new ArrayList<>();

  private DeliveryReportText(DeliveryReport report) {
    this.report = report;
  }

  /// What it is about, in a few words: the worst news first.
  static String subject(DeliveryReport report) {
    for (DeliveryReport.Action action : DeliveryReport.Action.values()) {
      if (report.recipients().stream().anyMatch(one -> one.action() == action)) {
        return switch (action) {
          case FAILED -> "Failed to deliver your message";
          case DELAYED -> "Your message is delayed";
          case DELIVERED, RELAYED, EXPANDED -> "Your message was delivered";
        };
      }
    }
    throw new IllegalStateException("a report is about somebody");
  }

  static String of(DeliveryReport report) {
    return new DeliveryReportText(report).text();
  }

  private String text() {
    lines.add("This is the mail server " + report.host() + ".");
    for (DeliveryReport.Action action : DeliveryReport.Action.values()) {
      List<DeliveryReport.Recipient> some =
          report.recipients().stream().filter(one -> one.action() == action).toList();
      if (!some.isEmpty()) {
        lines.add("");
        wrap(introduction(action), "");
        some.forEach(this::recipient);
      }
    }
    return String.join("\r\n", lines) + "\r\n";
  }

  private static String introduction(DeliveryReport.Action action) {
    return switch (action) {
      case FAILED -> "Your message could not be delivered to:";
      case DELAYED ->
          "Your message has not been delivered yet to the following. It will be tried again; you"
              + " need not send it again:";
      case DELIVERED -> "Your message was delivered to:";
      case RELAYED -> "The next server took your message; it may send no further reports on:";
      case EXPANDED -> "Your message was delivered to these lists:";
    };
  }

  private void recipient(DeliveryReport.Recipient recipient) {
    lines.add("");
    lines.add("<" + report.printable(recipient.address()) + ">");
    switch (recipient.action()) {
      case FAILED, DELAYED -> wrap(reason(recipient), "  ");
      case DELIVERED, RELAYED, EXPANDED -> {}
    }
    if (recipient.retryUntil() != null) {
      wrap("It will be tried until " + MailDate.format(recipient.retryUntil()) + ".", "  ");
    }
  }

  private String reason(DeliveryReport.Recipient recipient) {
    String who = recipient.remote() == null ? "" : report.printable(recipient.remote()) + " said: ";
    String what =
        recipient.diagnostic() == null ? "" : report.printable(recipient.diagnostic()) + " ";
    return who + what + "(" + recipient.status() + ")";
  }

  private void wrap(String text, String indent) {
    var line = new StringBuilder(indent);
    for (String word : text.split(" +", -1)) {
      if (line.length() > indent.length() && line.length() + word.length() > WIDTH) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(indent);
      }
      line.append(word).append(' ');
    }
    lines.add(line.toString().stripTrailing());
  }
}
