package org.mailkeep.benchmarks;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Results as a Markdown table and as JSON.
///
/// @param compares whether two systems have their ratio beside them
record Table(List<Result> results, boolean compares) {
  Table {
    results = List.copyOf(results);
  }

  /// One row a load and figure; one column a system.
  String markdown() {
    Set<String> systems = new LinkedHashSet<>();
    Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
    for (Result result : results) {
      systems.add(result.system());
      result
          .figures()
          .forEach((figure, value) ->
              rows.computeIfAbsent(
                      "| " + result.load() + " | " + figure + " |", _ -> new LinkedHashMap<>())
                  .put(result.system(), value));
    }
    var text = new StringBuilder("| Load | Figure |");
    systems.forEach(system -> text.append(' ').append(system).append(" |"));
    boolean ratio = compares && systems.size() == 2;
    text.append(ratio ? " Ratio |\n" : "\n");
    text.append("|---|---|").append("--:|".repeat(systems.size() + (ratio ? 1 : 0))).append('\n');
    rows.forEach((head, values) -> text.append(row(head, systems, values, ratio)));
    return text.toString();
  }

  private static String row(
      String head, Set<String> systems, Map<String, Double> values, boolean ratio) {
    var text = new StringBuilder(head);
    for (String system : systems) {
      Double value = values.get(system);
      text.append(' ').append(value == null ? "" : number(value)).append(" |");
    }
    if (ratio) {
      List<Double> both = List.copyOf(values.values());
      text.append(' ')
          .append(both.size() == 2 && both.get(1) != 0 ? number(both.get(0) / both.get(1)) : "")
          .append(" |");
    }
    return text.append('\n').toString();
  }

  /// An array of objects `{"load":…,"system":…,"figures":{…}}`.
  String json() {
    return results.stream()
        .map(result ->
            "  {\"load\": \"%s\", \"system\": \"%s\", \"figures\": {%s}}"
                .formatted(result.load(), result.system(), figures(result)))
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  private static String figures(Result result) {
    return result.figures().entrySet().stream()
        .map(figure -> "\"" + figure.getKey() + "\": " + figure.getValue())
        .collect(Collectors.joining(", "));
  }

  /// A number with three significant digits or so.
  static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }
}
