package org.mailkeep.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What the REST API's answers have in common, and how they are shown.
final class Answer {
  private static final String UNITS = "kMGT";

  private Answer() {}

  /// A part of a path or a value of a query, encoded.
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// A query of those options that are given, after a question mark; empty for none.
  ///
  /// @param names options, as the query calls them
  static String query(Arguments arguments, String... names) {
    String query =
        List.of(names).stream()
            .filter(arguments::has)
            .map(name -> name + "=" + encoded(arguments.option(name).orElse("")))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? "" : "?" + query;
  }

  /// All items of a list, page after page.
  ///
  /// @param path with a query or without
  static List<Json> all(RestClient api, String path)
      throws Failure, IOException, InterruptedException {
    var items = new ArrayList<Json>();
    String join = path.contains("?") ? "&" : "?";
    String after = "";
    do {
      String more = after.isEmpty() ? "" : "&after=" + encoded(after);
      Json page = api.get(path + join + "limit=1000" + more).member("data");
      items.addAll(page.member("items").items());
      after = page.member("next").text();
    } while (!after.isEmpty());
    return items;
  }

  /// Shows JSON when it is asked for, else what a person wants to read.
  static void show(Context context, Arguments arguments, Json data, Printed printed) {
    if (arguments.has("json")) {
      context.out().println(data.json());
    } else {
      printed.print(context.out());
    }
  }

  /// Prints something for people.
  @FunctionalInterface
  interface Printed {
    /// Prints it.
    void print(PrintStream out);
  }

  /// Names and values below each other.
  static void pairs(PrintStream out, Map<String, String> pairs) {
    int width = pairs.keySet().stream().mapToInt(String::length).max().orElse(0);
    pairs.forEach(
        (name, value) -> out.println(name + " ".repeat(width - name.length() + 2) + value));
  }

  /// An amount of data, readable: `1.5 GB`.
  static String size(Json octets) {
    if (!(octets instanceof Json.Numeral(BigDecimal value))) {
      return "unlimited";
    }
    double amount = value.doubleValue();
    int unit = -1;
    while (amount >= 1024 && unit < UNITS.length() - 1) {
      amount /= 1024;
      unit++;
    }
    return unit < 0
        ? value.toPlainString() + " B"
        : String.format(Locale.ROOT, "%.1f %cB", amount, UNITS.charAt(unit)).replace(".0 ", " ");
  }

  /// Items of an array, one behind the other.
  static String joined(Json array) {
    return array.items().stream().map(Json::text).collect(Collectors.joining(", "));
  }
}
