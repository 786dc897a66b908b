package org.mailkeep.closing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Something that was not tested.
///
/// @param module where it lies
/// @param what the class, or the class and some of its tests
/// @param reason why
/// @param expected whether that is in order
record LeftOut(String module, String what, String reason, boolean expected) {
  /// Finds out what of a module did not run.
  ///
  /// @param ran what did
  /// @param excluded the tag that was not wanted; may be empty
  static List<LeftOut> of(Path house, String module, List<Suite> ran, String excluded)
      throws IOException {
    List<LeftOut> out = new ArrayList<>();
    Set<String> names =
        ran.stream().map(Suite::name).collect(Collectors.toCollection(HashSet::new));
    for (TestClass each : classes(house.resolve(module).resolve("target/test-classes"), excluded)) {
      String tag = "tag " + excluded + ": the profile " + excluded + " runs it";
      if (!names.contains(each.name())) {
        out.add(absent(module, each, tag));
      } else if (!each.unwanted().isEmpty()) {
        String what = each.name() + ": " + String.join(", ", each.unwanted());
        out.add(new LeftOut(module, what, tag, true));
      }
    }
    for (Suite suite : ran) {
      for (Suite.Skip skip : suite.skipped()) {
        out.add(new LeftOut(module, suite.name() + ": " + skip.test(), skip.reason(), true));
      }
    }
    return out;
  }

  private static LeftOut absent(String module, TestClass each, String tag) {
    if (each.isLeftOut()) {
      return new LeftOut(module, each.name(), tag, true);
    }
    return each.conditional()
        ? new LeftOut(module, each.name(), "a condition of its own", true)
        : new LeftOut(module, each.name(), "there is no report of it", false);
  }

  private static List<TestClass> classes(Path folder, String excluded) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<TestClass> classes = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(LeftOut::isTest).sorted().toList()) {
        Optional<TestClass> found = TestClass.read(file, excluded);
        found.ifPresent(classes::add);
      }
    }
    return classes;
  }

  /// Whether Surefire takes a class for one of tests.
  private static boolean isTest(Path file) {
    return file.toString().endsWith("Test.class") && !file.toString().contains("$");
  }
}
