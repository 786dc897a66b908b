package org.mailkeep.launcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WiringTest {

  @TempDir Path folder;

  @Test
  void eachPackageOfTheListIsAnOptionalImportOfTheFragment() throws IOException {
    Path list = folder.resolve("list");
    Files.writeString(
        list, "# a comment\n\njakarta.ejb\njakarta.annotation jakarta.annotation-api\n");
    new Wiring(list).bring(folder);
    assertEquals("GlassFish-Application-Common-Module", fragment("Fragment-Host"));
    assertEquals(
        "jakarta.ejb;resolution:=optional,"
            + "jakarta.annotation;bundle-symbolic-name=\"jakarta.annotation-api\""
            + ";resolution:=optional",
        fragment("Import-Package"));
  }

  private String fragment(String attribute) throws IOException {
    try (var jar = new JarFile(folder.resolve("mailkeep-wiring.jar").toFile())) {
      return jar.getManifest().getMainAttributes().getValue(attribute);
    }
  }

  @Test
  void theFragmentIsWrittenAnewOnlyWhenTheListHasChanged() throws IOException {
    Path list = folder.resolve("list");
    Path fragment = folder.resolve("mailkeep-wiring.jar");
    Files.writeString(list, "jakarta.ejb\n");
    new Wiring(list).bring(folder);
    byte[] before = Files.readAllBytes(fragment);
    FileTime old = FileTime.fromMillis(0);
    Files.setLastModifiedTime(fragment, old);
    new Wiring(list).bring(folder);
    assertEquals(old, Files.getLastModifiedTime(fragment));
    Files.writeString(list, "jakarta.jms\n");
    new Wiring(list).bring(folder);
    assertEquals("jakarta.jms;resolution:=optional", fragment("Import-Package"));
    Files.writeString(list, "jakarta.ejb\n");
    new Wiring(list).bring(folder);
    assertArrayEquals(before, Files.readAllBytes(fragment));
  }
}
