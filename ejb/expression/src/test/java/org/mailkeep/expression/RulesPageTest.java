package org.mailkeep.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailkeep.settings.ConfigurationReader;
import org.mailkeep.settings.SettingsCatalogue;
import org.mailkeep.settings.Sources;

/// The page on rules names all that there is, and its examples are good.
final class RulesPageTest {
  private static final Pattern EXAMPLE = Pattern.compile("```toml\n(.*?)```", Pattern.DOTALL);

  private static String page() throws IOException {
    return Files.readString(
        Path.of(System.getProperty("house", "../..")).resolve(".github").resolve("RULES.md"));
  }

  @Test
  void everyFunctionAndVariableOfASessionIsOnThePage() throws IOException {
    String page = page();
    Stream<String> variables =
        ExpressionTableTest.SCOPE.variables().stream()
            .filter(variable -> variable != Variable.EXPIRES_IN)
            .map(Variable::word);
    List<String> missing =
        Stream.concat(Arrays.stream(Function.values()).map(Function::word), variables)
            .filter(word -> !page.contains("`" + word + "`"))
            .sorted()
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void itsExamplesAreGood() throws IOException {
    List<String> examples =
        EXAMPLE.matcher(page()).results().map((MatchResult result) -> result.group(1)).toList();
    assertEquals(2, examples.size());
    for (String example : examples) {
      String here = example.replace("[session.rcpt]\n", "").replace("catch-all", "greeting");
      var reading =
          new ConfigurationReader(
                  SettingsCatalogue.of(SampleRules.class, NamedRules.class), Sources.none())
              .read("RULES.md", here);
      assertTrue(reading instanceof ConfigurationReader.Accepted, reading::toString);
    }
  }
}
