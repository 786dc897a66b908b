package org.mailkeep.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.util.JavacTask;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The compiler, Error Prone and NullAway find nothing. One compilation sees all sources: a
/// compiler for each module would spend its time on growing warm. What a source names that is not
/// ours must be a dependency of this module.
final class FindingsTest {
  private static final String CHECKS =
      """
      -Xplugin:ErrorProne -XepDisableWarningsInGeneratedCode \
      -Xep:NullAway:ERROR -XepOpt:NullAway:OnlyNullMarked=true -XepOpt:NullAway:JSpecifyMode=true \
      -Xep:MissingSummary:OFF -Xep:InvalidBlockTag:OFF -Xep:EmptyBlockTag:OFF \
      -Xep:InvalidParam:OFF -Xep:ArrayRecordComponent:OFF -Xep:StringConcatToTextBlock:OFF\
      """;

  private static final List<String> OPTIONS =
      List.of(
          "--release=25",
          "-parameters",
          "-proc:none",
          "-Xlint:all,-processing,-serial,-classfile,-path,-options",
          "-Xmaxerrs",
          "1000",
          "-Xmaxwarns",
          "1000",
          "-XDcompilePolicy=simple",
          "--should-stop=ifError=FLOW",
          CHECKS);

  /// Classes of others name annotations that their own authors do not hand out.
  private static final Set<String> OF_OTHERS =
      Set.of(
          "compiler.warn.unknown.enum.constant",
          "compiler.warn.unknown.enum.constant.reason",
          "compiler.warn.annotation.method.not.found",
          "compiler.warn.annotation.method.not.found.reason");

  @Test
  void nothingIsFound() throws IOException {
    assertEquals(List.of(), findings(withOneDescriptionOfEachPackage(House.sources())));
  }

  @Test
  void eachCheckIsOn(@TempDir Path folder) throws IOException {
    Path source = folder.resolve("Faulty.java");
    Files.writeString(
        source,
        """
        @org.jspecify.annotations.NullMarked
        class Faulty {
          java.util.List untyped = java.util.List.of();

          String nothing() {
            " ".strip();
            return null;
          }
        }
        """);
    String found = String.join("\n", findings(List.of(source)));
    assertTrue(found.contains("[rawtypes]"), found);
    assertTrue(found.contains("[ReturnValueIgnored]"), found);
    assertTrue(found.contains("[NullAway]"), found);
  }

  private static List<String> findings(Collection<Path> sources) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    try (var files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
      List<Path> jars = jars();
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, jars);
      files.setLocationFromPaths(StandardLocation.ANNOTATION_PROCESSOR_PATH, jars);
      var units = files.getJavaFileObjectsFromPaths(sources);
      var task = (JavacTask) compiler.getTask(null, files, diagnostics, OPTIONS, null, units);
      task.analyze();
    }
    return diagnostics.getDiagnostics().stream()
        .filter(finding -> finding.getKind() != Diagnostic.Kind.NOTE)
        .filter(finding -> !OF_OTHERS.contains(finding.getCode()))
        .map(Objects::toString)
        .toList();
  }

  /// What is on the class path and is not ours.
  private static List<Path> jars() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return List.of(all.split(File.pathSeparator)).stream()
        .map(Path::of)
        .filter(path -> path.toString().endsWith(".jar"))
        .toList();
  }

  /// A compilation takes one `package-info.java` for each package; that of the tests says less.
  private static Collection<Path> withOneDescriptionOfEachPackage(List<Path> sources) {
    Map<String, Path> chosen = new LinkedHashMap<>();
    for (Path source : sources) {
      String name = House.name(source);
      boolean isOfTests = name.contains("/src/test/");
      String key = name.endsWith("package-info.java") ? name.replaceFirst(".*/java/", "") : name;
      if (isOfTests) {
        chosen.putIfAbsent(key, source);
      } else {
        chosen.put(key, source);
      }
    }
    return chosen.values();
  }
}
