package org.mailkeep.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class FuzzTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @TempDir Path folder;

  /// Everything is tried before anything runs: the home is empty.
  private int run(String... line) {
    System.setProperty("mailkeep.home", folder.toString());
    var out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return new Launcher(_ -> null, out, out).run(List.of(line));
  }

  @Test
  void wrongTargetsAndTimesAreRefused() {
    assertEquals(2, run("fuzz", "sieve"));
    assertEquals(2, run("fuzz", "--minutes", "0", "imap"));
    assertEquals(2, run("fuzz", "--minutes", "x", "imap"));
    String text = said.toString(StandardCharsets.UTF_8);
    assertTrue(
        text.contains(
            "unknown target sieve; there are smtp, imap, pop3, mime, toml, expression, proxy"),
        text);
    assertTrue(text.contains("--minutes wants a number from 1 to 10080"), text);
  }

  @Test
  void everyFuzzTestOfTheHouseIsATarget() throws IOException {
    Path house = Path.of(System.getProperty("house"));
    List<String> tests = FuzzTarget.ALL.stream().flatMap(t -> t.tests().stream()).toList();
    for (String top : List.of("ejb", "resource-adapter")) {
      try (Stream<Path> files = Files.walk(house.resolve(top))) {
        for (Path file : files.filter(f -> f.toString().endsWith("FuzzTest.java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          long methods = Files.readString(file).split("@FuzzTest\n", -1).length - 1L;
          long known = tests.stream().filter(test -> test.startsWith(name + "#")).count();
          assertEquals(methods, known, name);
        }
      }
    }
  }

  @Test
  void everyTargetIsThere() throws IOException {
    Path house = Path.of(System.getProperty("house"));
    for (FuzzTarget target : FuzzTarget.ALL) {
      for (String test : target.tests()) {
        String name = test.substring(0, test.indexOf('#'));
        String method = test.substring(test.indexOf('#') + 1);
        try (Stream<Path> files = Files.walk(house.resolve(target.module()).resolve("src/test"))) {
          Path file =
              files
                  .filter(f -> f.getFileName().toString().equals(name + ".java"))
                  .findFirst()
                  .orElseThrow();
          assertTrue(Files.readString(file).contains("void " + method + "("), test);
        }
      }
    }
  }
}
