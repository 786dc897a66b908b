package org.mailkeep.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveTest {

  @TempDir Path folder;

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    var octets = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(octets)) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return octets.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Path archive(String version) throws IOException {
    var entries = new LinkedHashMap<String, byte[]>();
    entries.put("META-INF/application.xml", text(version));
    entries.put("lib/plain.jar", zip(Map.of("a/A.class", text("A"))));
    entries.put("web.war", zip(Map.of("WEB-INF/beans.xml", text("beans"))));
    return Files.write(folder.resolve("mailkeep.ear"), zip(entries));
  }

  @Test
  void modulesAreOpenedAndLibrariesAreNot() throws IOException {
    Path application = folder.resolve("applications/mailkeep");
    assertTrue(new Archive(archive("1")).layOut(application));
    assertEquals("beans", Files.readString(application.resolve("web_war/WEB-INF/beans.xml")));
    assertTrue(Files.isRegularFile(application.resolve("lib/plain.jar")));
    assertFalse(Files.exists(application.resolve("web.war")));
  }

  @Test
  void theSameArchiveIsLaidOutOnceAndANewOneReplacesIt() throws IOException {
    Path application = folder.resolve("applications/mailkeep");
    new Archive(archive("1")).layOut(application);
    Path stale = Files.writeString(application.resolve("lib/stale.jar"), "");
    assertFalse(new Archive(folder.resolve("mailkeep.ear")).layOut(application));
    assertTrue(Files.exists(stale));
    assertTrue(new Archive(archive("number two")).layOut(application));
    assertFalse(Files.exists(stale));
    assertEquals("number two", Files.readString(application.resolve("META-INF/application.xml")));
  }

  @Test
  void anEntryThatLeavesTheFolderIsRefused() throws IOException {
    Path evil =
        Files.write(folder.resolve("evil.ear"), zip(Map.of("../../evil.txt", text("evil"))));
    Path application = folder.resolve("applications/mailkeep");
    assertThrows(IOException.class, () -> new Archive(evil).layOut(application));
    assertFalse(Files.exists(folder.resolve("evil.txt")));
  }
}
