package org.mailkeep.closing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/// What a build tested.
///
/// @param modules in the order of the build
/// @param suites that ran
/// @param out what did not
/// @param time that it took
record ClosingTable(List<String> modules, List<Suite> suites, List<LeftOut> out, Time time) {
  private static final int SLOWEST = 10;
  private static final double MINUTE = 60;
  private static final String ROW = "%-32s %7d %7d %9.2f%n";

  ClosingTable {
    modules = List.copyOf(modules);
    suites = List.copyOf(suites);
    out = List.copyOf(out);
  }

  /// How long a build took.
  ///
  /// @param taken from its beginning until now
  /// @param budget that it has on a machine that is not slow
  /// @param pace of this one
  record Time(Duration taken, Duration budget, Pace pace) {
    /// How long it may take here.
    Duration allowed() {
      return pace.here(budget);
    }

    boolean isOver() {
      return taken.compareTo(allowed()) > 0;
    }

    double minutes() {
      return taken.toMillis() / 1000.0 / MINUTE;
    }
  }

  /// What keeps the build from being a good one.
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    out.stream()
        .filter(each -> !each.expected())
        .forEach(each -> faults.add(each.module() + " " + each.what() + ": " + each.reason()));
    if (time.isOver()) {
      faults.add(
          String.format(
              Locale.ROOT,
              "%.1f minutes are more than the %d that the build may take here (budget.minutes)",
              time.minutes(),
              time.allowed().toMinutes()));
    }
    return faults;
  }

  /// The table.
  String text() {
    var text = new Formatter(Locale.ROOT);
    modules(text);
    slowest(text);
    leftOut(text);
    return text.toString();
  }

  private void modules(Formatter text) {
    text.format("%n%-32s %7s %7s %9s%n", "Module", "suites", "tests", "minutes");
    for (String module : modules) {
      List<Suite> own = suites.stream().filter(each -> each.module().equals(module)).toList();
      if (!own.isEmpty()) {
        text.format(ROW, module, own.size(), tests(own), minutes(own));
      }
    }
    text.format("%-48s %9.2f%n", "tests, as if none were side by side", minutes(suites));
    String all = "all, of " + time.allowed().toMinutes() + " minutes";
    text.format(ROW, all, suites.size(), tests(suites), time.minutes());
    if (time.pace().slowness() > 1) {
      text.format(
          "%.2f times as slow a machine as the %d minutes of the budget are for%n",
          time.pace().slowness(), time.budget().toMinutes());
    }
  }

  private void slowest(Formatter text) {
    text.format("%nSlowest suites%36s%n", "seconds");
    suites.stream()
        .sorted(Comparator.comparingDouble(Suite::seconds).reversed())
        .limit(SLOWEST)
        .forEach(each ->
            text.format("  %-46s %9.1f%n", name(each.module(), each.name()), each.seconds()));
  }

  private void leftOut(Formatter text) {
    text.format("%nLeft out%s%n", out.isEmpty() ? ": nothing" : "");
    out.forEach(
        each -> text.format("  %-46s %s%n", name(each.module(), each.what()), each.reason()));
  }

  private static String name(String module, String what) {
    return module + " " + what;
  }

  private static int tests(List<Suite> suites) {
    return suites.stream().mapToInt(Suite::tests).sum();
  }

  private static double minutes(List<Suite> suites) {
    return suites.stream().mapToDouble(Suite::seconds).sum() / MINUTE;
  }
}
