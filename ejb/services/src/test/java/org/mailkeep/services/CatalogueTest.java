package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;
import org.mailkeep.store.api.StoreSettings;

final class CatalogueTest {

  @Test
  void everyClassThatDeclaresSettingsIsListed() throws IOException, ClassNotFoundException {
    Set<String> found = new TreeSet<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        collect(path, found);
      } else if (path.getFileName().toString().startsWith("mailkeep-")) {
        try (FileSystem jar = FileSystems.newFileSystem(path)) {
          collect(jar.getPath("/"), found);
        }
      }
    }
    Set<String> listed = new TreeSet<>();
    Catalogue.DECLARATIONS.forEach(declaration -> listed.add(declaration.getName()));
    assertEquals(found, listed);
  }

  @Test
  void theDefaultsAreAConfiguration() {
    var defaults = Configuration.defaults(Catalogue.all());
    assertEquals(14_848, DomainSettings.consolePort(defaults));
    assertTrue(Catalogue.all().settings().size() > 50);
  }

  @Test
  void setupCanAskAboutEachKindOfStoreAndDirectory() {
    assertEquals(kinds(StoreSettings.Type.values()), kinds("store"));
    assertEquals(kinds(ChosenDirectory.Kind.values()), kinds("directory"));
  }

  @Test
  void aSettingNamesTheStoreOfEachRole() {
    for (StoreSettings.Role role : StoreSettings.Role.values()) {
      assertEquals("storage." + role.name().toLowerCase(Locale.ROOT), Catalogue.of(role).key());
    }
  }

  private static Set<String> kinds(Enum<?>... constants) {
    Set<String> kinds = new TreeSet<>();
    for (Enum<?> constant : constants) {
      kinds.add(constant.name().toLowerCase(Locale.ROOT));
    }
    return kinds;
  }

  private static Set<String> kinds(String table) {
    Set<String> kinds = new TreeSet<>();
    Catalogue.all().forms(table).forEach(form -> kinds.add(form.kind()));
    return kinds;
  }

  private static void collect(Path root, Set<String> found)
      throws IOException, ClassNotFoundException {
    Path ours = root.resolve("org/mailkeep");
    if (!Files.exists(ours)) {
      return;
    }
    try (Stream<Path> files = Files.walk(ours)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = root.relativize(file).toString().replace('/', '.');
        if (name.startsWith("org.mailkeep.settings.") || !mentionsSettings(file)) {
          continue;
        }
        Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
        if (declares(type)) {
          found.add(type.getName());
        }
      }
    }
  }

  private static boolean mentionsSettings(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
        .contains("Lorg/mailkeep/settings/Setting");
  }

  private static boolean declares(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(f -> Modifier.isStatic(f.getModifiers()))
        .anyMatch(f -> f.getType() == Setting.class || f.getType() == SettingRule.class);
  }
}
