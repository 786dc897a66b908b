package org.mailkeep.settings;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// Whatever a file holds is a configuration or a list of problems.
final class ConfigurationFuzzTest {

  private static final ConfigurationReader READER =
      new ConfigurationReader(SettingsCatalogue.of(SampleSettings.class), Sources.none());

  @FuzzTest
  void isUnderstoodOrRefused(byte[] input) {
    switch (READER.read("fuzz", new String(input, StandardCharsets.UTF_8))) {
      case ConfigurationReader.Accepted(var configuration) -> configuration.ids("server.listener");
      case ConfigurationReader.Refused(var problems) -> {
        if (problems.isEmpty()) {
          throw new IllegalStateException("refused for nothing");
        }
      }
    }
  }
}
