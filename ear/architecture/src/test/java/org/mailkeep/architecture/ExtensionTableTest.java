package org.mailkeep.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mailkeep.sources.House;
import org.mailkeep.wire.imap.Extension;

/// The README's table of IMAP extensions says what the code declares. To write it anew: `mvn -pl
/// ear/architecture -am test -Dtest=ExtensionTableTest -Dsurefire.failIfNoSpecifiedTests=false
/// -Drewrite`.
final class ExtensionTableTest {
  private static final String BEGIN =
      "<!-- Written from org.mailkeep.wire.imap.Extension by ExtensionTableTest. -->\n";
  private static final String END = "\n## ";

  @Test
  void readmeHasEveryExtension() throws IOException {
    Path readme = House.root().resolve("README.md");
    String text = House.text(readme);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END, begin);
    if (System.getProperty("rewrite") != null) {
      Files.writeString(readme, text.substring(0, begin) + table() + text.substring(end));
      return;
    }
    assertEquals(
        table(), text.substring(begin, end), "the table is out of date; run with -Drewrite");
  }

  private static String table() {
    return Arrays.stream(Extension.values())
        .map(ExtensionTableTest::row)
        .collect(
            Collectors.joining(
                "", "\n| Capability | Defined by | What for |\n|---|---|---|\n", ""));
  }

  private static String row(Extension extension) {
    String number = extension.definition().replaceFirst("RFC ", "");
    String link = "https://www.rfc-editor.org/rfc/rfc" + number;
    return "| `%s` | [%s](%s) | %s |\n"
        .formatted(extension.capability(), extension.definition(), link, extension.purpose());
  }
}
