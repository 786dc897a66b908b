package org.mailkeep.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailkeep.services.Catalogue;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationReader;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingsCatalogue;
import org.mailkeep.settings.Sources;
import org.mailkeep.sources.House;

/// Page and default file say what the declarations say. To write them anew: `mvn -pl
/// ear/architecture -am test -Dtest=SettingsDocumentsTest -Dsurefire.failIfNoSpecifiedTests=false
/// -Drewrite`.
final class SettingsDocumentsTest {

  /// There is one kind of directory, so that nobody need ask which; the others are asked by the
  /// launcher, whose classes are not looked at here.
  private static final Set<String> UNASKED =
      Set.of(
          "org.mailkeep.directory.api.ChosenDirectory.TYPE",
          "org.mailkeep.directory.api.ChosenDirectory.DIRECTORY",
          // always refused
          "org.mailkeep.dns.ResolverSettings.BYTES",
          "org.mailkeep.services.DomainSettings.consolePort(org.mailkeep.settings.Configuration)");

  @Test
  void pageAndDefaultFileAreUpToDate() throws IOException {
    if (System.getProperty("rewrite") != null) {
      SettingsDocuments.main(new String[0]);
    }
    SettingsDocuments.texts()
        .forEach((file, text) ->
            assertEquals(
                text,
                House.text(House.root().resolve(file)),
                file + " is out of date; run this test with -Drewrite"));
  }

  @Test
  void theDefaultFileIsAValidConfiguration() {
    var reader = new ConfigurationReader(Catalogue.all(), Sources.none());
    var reading = reader.read(House.root().resolve("config").resolve("mailkeep.toml"));
    assertInstanceOf(ConfigurationReader.Accepted.class, reading, reading.toString());
  }

  @Test
  void everyDeclarationIsInTheCatalogue() {
    var known = Set.copyOf(Catalogue.all().settings());
    var missing =
        SettingsCatalogue.of(declarations()).settings().stream()
            .filter(setting -> !known.contains(setting))
            .map(Setting::key)
            .toList();
    assertEquals(List.of(), missing);
  }

  /// A setting that nobody reads does nothing; so does one that is read by a method that nobody
  /// calls.
  @Test
  void everySettingIsRead() {
    var unread = new ArrayList<String>();
    for (JavaClass type : declaring()) {
      type.getFields().stream()
          .filter(SettingsDocumentsTest::declares)
          .filter(
              field -> field.getAccessesToSelf().stream().noneMatch(SettingsDocumentsTest::gets))
          .forEach(field -> unread.add(field.getFullName()));
      type.getMethods().stream()
          .filter(SettingsDocumentsTest::reads)
          .filter(method -> method.getAccessesToSelf().isEmpty())
          .forEach(method -> unread.add(method.getFullName()));
    }
    unread.removeAll(UNASKED);
    assertEquals(List.of(), unread);
  }

  private static boolean gets(JavaFieldAccess access) {
    return access.getAccessType() == JavaFieldAccess.AccessType.GET;
  }

  private static boolean reads(JavaMethod method) {
    return method.getRawParameterTypes().stream()
        .anyMatch(type -> type.isEquivalentTo(Configuration.class));
  }

  /// Every class of the house that declares settings.
  private static List<Class<?>> declarations() {
    return declaring().stream().<Class<?>>map(JavaClass::reflect).toList();
  }

  private static List<JavaClass> declaring() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.mailkeep")
            .stream()
            .filter(type -> type.getFields().stream().anyMatch(SettingsDocumentsTest::declares))
            .toList();
  }

  private static boolean declares(JavaField field) {
    return field.getModifiers().contains(JavaModifier.STATIC)
        && field.getRawType().isEquivalentTo(Setting.class);
  }

  @Test
  void everySettingIsDescribedInSentences() {
    for (Setting<?> setting : Catalogue.all().settings()) {
      assertTrue(setting.description().endsWith("."), setting.key());
    }
  }
}
