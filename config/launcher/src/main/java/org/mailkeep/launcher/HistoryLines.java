package org.mailkeep.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The latest lines of a list that may be very long.
final class HistoryLines {
  private static final String USUAL = "100";
  private static final int PAGE = 1_000;

  private HistoryLines() {}

  /// So many lines as `--lines` says, the latest first.
  ///
  /// @param path with a query or without
  static List<Json> of(RestClient api, Arguments arguments, String path)
      throws Failure, IOException, InterruptedException {
    int wanted = number(arguments.option("lines").orElse(USUAL));
    String join = path.contains("?") ? "&" : "?";
    var lines = new ArrayList<Json>();
    String after = "";
    do {
      int more = Math.min(PAGE, wanted - lines.size());
      String from = after.isEmpty() ? "" : "&after=" + Answer.encoded(after);
      Json page = api.get(path + join + "limit=" + more + from).member("data");
      lines.addAll(page.member("items").items());
      after = page.member("next").text();
    } while (!after.isEmpty() && lines.size() < wanted);
    return lines;
  }

  private static int number(String text) throws Failure {
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw Failure.usage("--lines must be a number, not " + text);
    }
    return Integer.parseInt(text);
  }
}
