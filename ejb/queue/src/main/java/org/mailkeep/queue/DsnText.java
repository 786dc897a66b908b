package org.mailkeep.queue;

import java.util.ArrayList;
import java.util.List;

/// What a delivery report says to people.
final class DsnText {
  private static final int WIDTH = 72;

  private DsnText() {}

  static String subject(Report report) {
    return switch (report.lines().getFirst().kind()) {
      case FAILED -> "Failed to deliver your message";
      case DELAYED -> "Your message is delayed";
      case DELIVERED, RELAYED -> "Your message was delivered";
    };
  }

  static String forPeople(Report report, ReportRules rules) {
    var lines = new ArrayList<String>();
    lines.add("This is the mail server " + rules.host() + ".");
    lines.add("");
    wrap(introduction(report), "", lines);
    for (ReportLine line : report.lines()) {
      lines.add("");
      lines.add("<" + line.recipient().address() + ">");
      wrap(reason(line), "  ", lines);
    }
    if (report.giveUp() != null) {
      lines.add("");
      wrap(
          "You need not send it again: it will be tried until " + report.giveUp() + ".", "", lines);
    }
    return String.join("\r\n", lines) + "\r\n";
  }

  private static String introduction(Report report) {
    return switch (report.lines().getFirst().kind()) {
      case FAILED -> "Your message could not be delivered to:";
      case DELAYED -> "Your message has not been delivered yet to:";
      case DELIVERED, RELAYED -> "Your message was delivered to:";
    };
  }

  private static String reason(ReportLine line) {
    Status status = line.status();
    String who = status.remote() == null ? "" : status.remote() + " said: ";
    return switch (line.kind()) {
      case DELIVERED -> "It is in the mailbox.";
      case RELAYED -> "The next server took it; it may send no further reports.";
      case FAILED, DELAYED -> who + status.text() + " (" + status.code() + ")";
    };
  }

  private static void wrap(String text, String indent, List<String> lines) {
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
