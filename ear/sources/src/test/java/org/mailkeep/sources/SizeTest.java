package org.mailkeep.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Small pieces with plain names.
final class SizeTest {
  private static final int FILE_LINES = 600;
  private static final int METHOD_LINES = 60;
  private static final int PARAMETERS = 6;
  private static final Pattern VAGUE = Pattern.compile(".*(Impl|Manager|Helper|Utils?)");

  @Test
  void filesAreShort() {
    List<String> tall =
        House.sources().stream()
            .filter(source -> House.text(source).lines().count() > FILE_LINES)
            .map(House::name)
            .toList();
    assertEquals(List.of(), tall, "files over " + FILE_LINES + " lines");
  }

  @Test
  void namesSayWhatAClassIs() {
    List<String> vague =
        House.sources().stream()
            .filter(source -> VAGUE.matcher(baseName(source)).matches())
            .map(House::name)
            .toList();
    assertEquals(List.of(), vague);
  }

  @Test
  void methodsAreShortAndTakeFewParameters() throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  _ -> {},
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(House.sources()));
      var rule = new MethodRule(Trees.instance(task).getSourcePositions());
      for (CompilationUnitTree unit : task.parse()) {
        rule.scan(unit, null);
      }
      assertEquals(List.of(), rule.broken);
    }
  }

  private static String baseName(Path source) {
    return source.getFileName().toString().replace(".java", "");
  }

  private static final class MethodRule extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final List<String> broken = new ArrayList<>();
    private final SourcePositions positions;

    MethodRule(SourcePositions positions) {
      this.positions = positions;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
      CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
      LineMap lines = unit.getLineMap();
      long start = positions.getStartPosition(unit, method);
      long end = positions.getEndPosition(unit, method);
      if (start >= 0 && end >= 0) {
        check(unit, method, lines.getLineNumber(end) - lines.getLineNumber(start) + 1);
      }
      return super.visitMethod(method, null);
    }

    private void check(CompilationUnitTree unit, MethodTree method, long length) {
      String where =
          House.name(Path.of(unit.getSourceFile().toUri())) + ": " + method.getName() + " ";
      if (length > METHOD_LINES) {
        broken.add(where + length + " lines");
      }
      boolean constructor = Set.of("<init>").contains(method.getName().toString());
      if (!constructor && method.getParameters().size() > PARAMETERS) {
        broken.add(where + method.getParameters().size() + " parameters");
      }
    }
  }
}
