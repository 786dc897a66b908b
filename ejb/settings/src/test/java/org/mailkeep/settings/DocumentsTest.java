package org.mailkeep.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DocumentsTest {

  private static final SettingsCatalogue CATALOGUE = SettingsCatalogue.of(SampleSettings.class);

  @Test
  void thePageHasARowForEverySetting() {
    var page = SettingsPage.of(CATALOGUE);
    for (Setting<?> setting : CATALOGUE.settings()) {
      assertTrue(page.contains("| `" + setting.key() + "` |"), setting.key());
    }
    assertTrue(
        page.contains(
            "| `imap.timeout.idle` | duration | `\"30m\"` | How long a session may be silent in"
                + " IDLE. *restart* |"),
        page);
    assertTrue(page.contains("| `storage.data` | text |  | Where messages' data goes. An id of"));
    assertTrue(page.contains("Formerly `server.hostname`."));
    assertTrue(page.contains("## server.listener.<id>\n"), page);
  }

  @Test
  void theExampleIsAnEmptyFileWithComments() {
    var example = ExampleFile.of(CATALOGUE, "Mailkeep\n\nSecond line");
    assertTrue(
        example.startsWith("# Mailkeep\n#\n# Second line\n\n#[lookup]\n\n# The server"), example);
    assertTrue(example.lines().allMatch(l -> l.isEmpty() || l.startsWith("#")));
    assertTrue(
        example.contains("\n#max-size = ") || example.contains("\n#request.max-size = \"50m\""));
    var reading = new ConfigurationReader(CATALOGUE, Sources.none()).read("x", example);
    assertInstanceOf(ConfigurationReader.Accepted.class, reading);
  }

  @Test
  void uncommentedTheExampleIsValidWhereItHasValues() {
    var example = ExampleFile.of(CATALOGUE, "");
    var toml =
        example
            .lines()
            .filter(l -> l.startsWith("#") && !l.startsWith("# ") && l.length() > 1)
            .filter(l -> !l.endsWith("=") && !l.contains("=   #"))
            .filter(l -> !l.contains("<"))
            .map(l -> l.substring(1))
            .collect(Collectors.joining("\n"));
    var reading = new ConfigurationReader(CATALOGUE, Sources.none()).read("x", toml);
    var accepted = assertInstanceOf(ConfigurationReader.Accepted.class, reading, toml);
    assertEquals(8192, accepted.configuration().get(SampleSettings.MAX_CONNECTIONS));
    assertTrue(accepted.configuration().isSet(SampleSettings.IDLE));
  }
}
