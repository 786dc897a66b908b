package org.mailkeep.expression;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.mailkeep.settings.ConfigurationReader;
import org.mailkeep.settings.SettingsCatalogue;
import org.mailkeep.settings.Sources;

/// Whatever stands in a file is a rule or a problem, and a rule has a value or none.
final class ExpressionFuzzTest {
  private static final ConfigurationReader READER =
      new ConfigurationReader(
          SettingsCatalogue.of(SampleRules.class, NamedRules.class), Sources.none());

  @FuzzTest
  void expressionsAreUnderstoodOrRefused(byte[] input) {
    try {
      var parsed =
          Parser.parse(new String(input, StandardCharsets.UTF_8), Scope.everything(), Map.of(), -1);
      Facts facts = variable -> variable.kind() == Kind.NUMBER ? Values.of(1) : Values.of("a@b.c");
      new Evaluation(facts, new SampleWorld()).value(parsed.expression());
    } catch (SyntaxException e) {
      if (e.message().isEmpty()) {
        throw new IllegalStateException("refused for nothing", e);
      }
    } catch (ExpressionException e) {
      // grew too large, which the bounds are there for
    }
  }

  @FuzzTest
  void rulesAreUnderstoodOrRefused(byte[] input) {
    switch (READER.read("fuzz", new String(input, StandardCharsets.UTF_8))) {
      case ConfigurationReader.Accepted(var configuration) -> {
        try {
          configuration.get(SampleRules.RELAY).value(SampleWorld.FACTS, new SampleWorld());
        } catch (ExpressionException e) {
          // grew too large, which the bounds are there for
        }
      }
      case ConfigurationReader.Refused(var problems) -> {
        if (problems.isEmpty()) {
          throw new IllegalStateException("refused for nothing");
        }
      }
    }
  }
}
