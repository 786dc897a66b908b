package org.mailkeep.launcher;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/// How a task reads for people.
final class TaskText {
  private static final int BAR = 24;

  private TaskText() {}

  /// What it does to what.
  static String what(Json task) {
    return (task.member("name").text() + " " + task.member("subject").text()).strip();
  }

  /// How far it is: `1,200 of 3,000 messages`; empty when there is nothing to count.
  static String amount(Json task) {
    String unit = task.member("unit").text();
    if (unit.isEmpty()) {
      return "";
    }
    String done = grouped(number(task, "done"));
    long total = number(task, "total");
    return done + (total < 0 ? "" : " of " + grouped(total)) + " " + unit;
  }

  /// A bar of how far it is; empty when nobody knows.
  static String bar(Json task) {
    long total = number(task, "total");
    if (total <= 0) {
      return "";
    }
    double part = Math.min(1.0, (double) number(task, "done") / total);
    int full = (int) (part * BAR);
    return String.format(
        Locale.ROOT, "[%s%s] %3d %%", "#".repeat(full), " ".repeat(BAR - full), (int) (part * 100));
  }

  /// How far it is, on one line.
  static String line(Json task) {
    return String.join(" ", parts(bar(task), amount(task), task.member("message").text()));
  }

  /// What it found out.
  static void report(PrintStream out, Json task) {
    Json report = task.member("report");
    List<Json> columns = report.member("columns").items();
    if (!report.member("rows").items().isEmpty()) {
      var table = new Table(columns.stream().map(Json::text).toArray(String[]::new));
      for (Json row : report.member("rows").items()) {
        table.row(row.items().stream().map(Json::text).toArray(String[]::new));
      }
      table.print(out);
    }
    if (report.member("counts") instanceof Json.Members(var counts)) {
      var pairs = new LinkedHashMap<String, String>();
      counts.forEach((name, count) -> pairs.put(name, count.text()));
      Answer.pairs(out, pairs);
    }
  }

  private static List<String> parts(String... parts) {
    return List.of(parts).stream().filter(part -> !part.isEmpty()).toList();
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// @return -1 when there is none
  private static long number(Json task, String name) {
    return task.member(name) instanceof Json.Numeral(BigDecimal value) ? value.longValue() : -1;
  }
}
