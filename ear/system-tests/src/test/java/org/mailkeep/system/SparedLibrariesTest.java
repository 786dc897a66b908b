package org.mailkeep.system;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/// The archive names each of its libraries as open and empty, so that the application server reads
/// no class of theirs for annotations when it starts.
final class SparedLibrariesTest {
  @Test
  void areAllOfThem() throws IOException {
    Path archive = MailServer.house().resolve("ear/assembly/target/mailkeep.ear");
    try (var zip = new ZipFile(archive.toFile())) {
      Set<String> names = zip.stream().map(ZipEntry::getName).collect(toSet());
      Set<String> libraries =
          names.stream()
              .filter(name -> name.startsWith("lib/") && name.endsWith(".jar"))
              .map(name -> name.replace("/", "__").replace(".jar", "_jar"))
              .collect(toSet());
      Set<String> spared =
          names.stream()
              .filter(name -> name.startsWith("lib__"))
              .map(name -> name.substring(0, name.indexOf('/')))
              .collect(toSet());
      assertFalse(libraries.isEmpty());
      assertEquals(libraries, spared);
    }
  }
}
