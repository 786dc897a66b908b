package org.mailkeep.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// One formatter, no off-switch: `config/build/format` mends what this test names.
final class FormatTest {
  private final Formatter formatter = new Formatter();

  @Test
  void everySourceIsAsTheFormatterWritesIt() {
    List<Path> sources = House.sources();
    assertFalse(sources.isEmpty());
    List<String> wrong =
        sources.parallelStream().map(this::difference).flatMap(Optional::stream).toList();
    assertEquals(List.of(), wrong, "run config/build/format");
  }

  private Optional<String> difference(Path source) {
    String text = House.text(source);
    try {
      String imports =
          RemoveUnusedImports.removeUnusedImports(
              ImportOrderer.reorderImports(text, JavaFormatterOptions.Style.GOOGLE));
      boolean same = formatter.formatSource(imports).equals(text);
      return same ? Optional.empty() : Optional.of(House.name(source));
    } catch (FormatterException e) {
      return Optional.of(House.name(source) + ": " + e.getMessage());
    }
  }
}
