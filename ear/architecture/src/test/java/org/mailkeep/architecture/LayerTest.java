package org.mailkeep.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailkeep.sources.House;

/// Who may import whom (.github/ARCHITECTURE.md).
final class LayerTest {
  /// Lowest first; modules of one line do not know each other, unless they stand in two lines.
  private static final List<List<String>> ORDER =
      List.of(
          List.of("kernel"),
          List.of("settings"),
          List.of("telemetry"),
          List.of("mime", "dns", "expression", "wire.sasl"),
          List.of("credentials", "wire.transport"),
          List.of("wire.smtp", "wire.imap"),
          List.of("wire.pop3"),
          List.of("store.api"),
          List.of("connections"),
          List.of("directory.api"),
          List.of("auth"),
          List.of("mailbox"),
          List.of("search"),
          List.of("queue"),
          List.of("history"),
          List.of("delivery", "transfer", "smtp", "imap", "pop3"),
          List.of("admin"));

  private static final List<String> ADAPTERS =
      List.of(
          "store.memory",
          "store.rocksdb",
          "store.sql",
          "store.compression",
          "store.fs",
          "store.s3",
          "store.redis",
          "store.foundationdb",
          "store.elasticsearch",
          "directory.internal",
          "directory.memory",
          "directory.sql",
          "directory.ldap",
          "directory.remote",
          "directory.oidc",
          "caches");
  private static final List<String> PORTS_AND_BELOW =
      ORDER.subList(0, 10).stream().flatMap(List::stream).toList();
  private static final List<String> RIM = List.of("services", "web", "wire.connector", "launcher");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.mailkeep");

  @Test
  void theClassPathIsTheWholeHouse() {
    List<String> missing =
        all()
            .filter(module -> !RIM.contains(module) || module.equals("services"))
            .filter(module ->
                CLASSES.stream().noneMatch(c -> c.getPackageName().startsWith(name(module))))
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void layersLookDownOnly() {
    for (int layer = 0; layer < ORDER.size(); layer++) {
      for (String module : ORDER.get(layer)) {
        List<String> above = new ArrayList<>(RIM);
        above.addAll(ADAPTERS);
        for (int other = layer; other < ORDER.size(); other++) {
          ORDER.get(other).stream().filter(name -> !name.equals(module)).forEach(above::add);
        }
        knowsNothingOf(module, above);
      }
    }
  }

  @Test
  void adaptersKnowPortsAndEachOtherNot() {
    for (String adapter : ADAPTERS) {
      List<String> others =
          all()
              .filter(module -> !PORTS_AND_BELOW.contains(module) && !module.equals(adapter))
              .toList();
      knowsNothingOf(adapter, others);
    }
  }

  @Test
  void jakartaStaysAtTheRim() {
    noClasses()
        .that(
            resideInAPackage("org.mailkeep..")
                .and(notInRim())
                .and(DescribedPredicate.not(resideInAPackage("org.mailkeep.history.."))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta..", "fish.payara..", "org.glassfish..")
        .check(CLASSES);
  }

  @Test
  void persistenceStaysInTheHistory() {
    noClasses()
        .that(resideInAPackage("org.mailkeep.history.."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("jakarta..", "org.eclipse..")
                .and(DescribedPredicate.not(resideInAPackage("jakarta.persistence.."))))
        .check(CLASSES);
    only("jakarta.persistence..", "org.mailkeep.history..");
    only("org.flywaydb..", "org.mailkeep.history..");
  }

  /// The launcher reads declarations without any library of theirs.
  @Test
  void settingsOfTheIndexNeedNoLucene() {
    noClasses()
        .that()
        .resideInAPackage("org.mailkeep.search")
        .or()
        .haveFullyQualifiedName("org.mailkeep.search.text.Language")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.lucene..", "org.tartarus..")
        .check(CLASSES);
  }

  @Test
  void driversStayInTheirModule() {
    only("org.tomlj..", "org.mailkeep.settings..");
    only("org.apache.directory..", "org.mailkeep.directory.ldap.client..");
    only("com.nimbusds..", "org.mailkeep.directory.oidc..");
    only("org.xbill..", "org.mailkeep.dns..");
    only("com.google.re2j..", "org.mailkeep.expression..");
    only("org.rocksdb..", "org.mailkeep.store.rocksdb..");
    only("org.postgresql..", "org.mailkeep.store.sql..");
    only("org.mariadb..", "org.mailkeep.store.sql..");
    only("org.sqlite..", "org.mailkeep.store.sql..");
    only("net.jpountz..", "org.mailkeep.store.compression..");
    only("com.github.luben..", "org.mailkeep.store.compression..");
    only("software.amazon..", "org.mailkeep.store.s3..");
    only("redis.clients..", "org.mailkeep.store.redis..");
    only("org.apache.lucene..", "org.mailkeep.search.text..");
    only("org.tartarus..", "org.mailkeep.search..");
    only("com.apple.foundationdb..", "org.mailkeep.store.foundationdb..");
    only("com.google.gson..", "org.mailkeep.store.elasticsearch..");
    only("org.infinispan..", "org.mailkeep.caches..");
    only("io.micrometer..", "org.mailkeep.telemetry..");
    only("org.bouncycastle..", "org.mailkeep.wire.connector..", "org.mailkeep.credentials..");
  }

  @Test
  void timeChanceAndEnvironmentArePassedIn() {
    var rule =
        noClasses()
            .that(
                resideInAPackage("org.mailkeep..")
                    .and(
                        DescribedPredicate.not(
                            resideInAnyPackage(
                                "org.mailkeep.kernel..",
                                "org.mailkeep.launcher..",
                                "org.mailkeep.services.."))));
    rule.should().callMethod(java.time.Instant.class, "now").check(CLASSES);
    rule.should().callMethod(System.class, "currentTimeMillis").check(CLASSES);
    rule.should().callMethod(System.class, "getenv", String.class).check(CLASSES);
    rule.should().callConstructor(java.util.Random.class).check(CLASSES);
  }

  @Test
  void modulesAndPackagesHaveNoCycles() {
    slices().assignedFrom(packages()).should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    List<String> unmarked =
        House.sources().stream()
            .filter(source -> House.name(source).contains("src/main/java"))
            .map(source -> source.getParent())
            .distinct()
            .filter(folder -> !folder.resolve("package-info.java").toFile().isFile())
            .map(House::name)
            .toList();
    assertEquals(List.of(), unmarked);
    House.sources().stream()
        .filter(source -> source.endsWith("package-info.java"))
        .forEach(
            source -> assertTrue(House.text(source).contains("@NullMarked"), House.name(source)));
  }

  private static DescribedPredicate<JavaClass> notInRim() {
    return DescribedPredicate.not(
        resideInAnyPackage(RIM.stream().map(module -> name(module) + "..").toArray(String[]::new)));
  }

  private static void only(String driver, String... modules) {
    noClasses()
        .that(
            resideInAPackage("org.mailkeep..")
                .and(DescribedPredicate.not(resideInAnyPackage(modules))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(driver)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  private static void knowsNothingOf(String module, List<String> others) {
    noClasses()
        .that(resideInAPackage(name(module) + ".."))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others.stream().map(o -> name(o) + "..").toArray(String[]::new))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  /// A package is a slice; a port and the `spi` that backends fulfil are two faces of one.
  private static SliceAssignment packages() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return SliceIdentifier.of(type.getPackageName().replaceFirst("\\.spi$", ""));
      }

      @Override
      public String getDescription() {
        return "packages";
      }
    };
  }

  private static Stream<String> all() {
    return Stream.of(ORDER.stream().flatMap(List::stream), ADAPTERS.stream(), RIM.stream())
        .flatMap(names -> names);
  }

  private static String name(String module) {
    return "org.mailkeep." + module;
  }
}
