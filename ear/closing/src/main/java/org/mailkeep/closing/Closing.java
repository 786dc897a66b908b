package org.mailkeep.closing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Prints the closing table of a build and says by its exit status whether the build was good: all
/// suites ran or were left out for a reason, within the time that is allowed.
public final class Closing {
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  private Closing() {}

  /// @param line the folder of the sources, then `began=`, `excluded=`, `minutes=` and what makes
  ///   it a part of a build only: `test=`, `it.test=`, `skipITs=`
  public static void main(String[] line) throws IOException {
    Map<String, String> said =
        Stream.of(line)
            .skip(1)
            .map(each -> each.split("=", 2))
            .collect(Collectors.toMap(each -> each[0], each -> given(each[1])));
    Instant began = Instant.parse(said.getOrDefault("began", ""));
    ClosingTable table =
        table(
            Path.of(line[0]),
            began,
            said.getOrDefault("excluded", ""),
            new ClosingTable.Time(
                Duration.between(began, InstantSource.system().instant()),
                Duration.ofMinutes(Long.parseLong(said.getOrDefault("minutes", ""))),
                Pace.measured()));
    System.out.print(table.text());
    boolean whole =
        Stream.of("test", "it.test", "skipITs")
            .allMatch(key -> said.getOrDefault(key, "").isEmpty());
    List<String> faults = whole ? table.faults() : List.of();
    faults.forEach(fault -> System.out.println("FAILED: " + fault));
    if (!faults.isEmpty()) {
      System.exit(1);
    }
  }

  /// A property that Maven was not given stays as the pom has it.
  private static String given(String value) {
    return value.startsWith("${") ? "" : value;
  }

  /// What a build did.
  ///
  /// @param excluded the tag of tests that were not wanted; may be empty
  static ClosingTable table(Path house, Instant began, String excluded, ClosingTable.Time time)
      throws IOException {
    List<String> modules =
        MODULE
            .matcher(Files.readString(house.resolve("pom.xml")))
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();
    var reports = new Reports(began);
    List<Suite> suites = new ArrayList<>();
    List<LeftOut> out = new ArrayList<>();
    for (String module : modules) {
      List<Suite> ran = reports.of(house, module);
      suites.addAll(ran);
      out.addAll(LeftOut.of(house, module, ran, excluded));
    }
    return new ClosingTable(modules, suites, out, time);
  }
}
