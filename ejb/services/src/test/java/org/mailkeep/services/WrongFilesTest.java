package org.mailkeep.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Stores in files: embedded, SQLite, folders of blobs; and what no file can be.
final class WrongFilesTest {
  @TempDir Path instance;

  @BeforeEach
  void haveFilesInTheWay() throws IOException {
    Files.writeString(instance.resolve("text"), "This is no database.\n".repeat(500));
    Files.createDirectories(instance.resolve("folder"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          data   | rocksdb | path = "new/embedded"
          data   | sqlite  | path = "new/mail.db"
          blob   | fs      | path = "new/files"
          lookup | memory  | entries = 1000
          """)
  void whatIsRightWorks(String role, String type, String settings) {
    new TriedStore(instance, role, Map.of("type", '"' + type + '"')).works(settings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          data   | rocksdb | path = "text"       | store.main.path | text
          data   | rocksdb | path = "text/below" | store.main.path | text
          data   | rocksdb | path = "/proc/data" | store.main.path | /proc/data
          data   | sqlite  | path                | store.main.path | needs it
          data   | sqlite  | path = "text"       | store.main.path | not a database
          data   | sqlite  | path = "folder"     | store.main.path | unable to open
          data   | sqlite  | path = "text/below" | store.main.path | text
          data   | sqlite  | path = "/proc/db"   | store.main.path | /proc/db
          blob   | fs      | path                | store.main.path | needs it
          blob   | fs      | path = "text"       | store.main.path | text
          blob   | fs      | path = "/proc/mail" | store.main.path | /proc/mail
          blob   | fs      | path = "x"; depth=9 | store.main.depth | from 0 to 5
          """)
  void whatIsWrongIsNamed(String role, String type, String replaced, String key, String because) {
    new TriedStore(instance, role, Map.of("type", '"' + type + '"'))
        .isRefused(replaced, key, because);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          data   | oracle | store.main.type | oracle is not one of
          data   | fs     | storage.data    | store `main` of type fs keeps no data
          data   | s3     | storage.data    | store `main` of type s3 keeps no data
          data   | redis  | storage.data    | store `main` of type redis keeps no data
          data   | memory | storage.data    | store `main` forgets all
          blob   | redis  | storage.blob    | store `main` of type redis keeps no blobs
          blob   | memory | storage.blob    | store `main` forgets all
          lookup | fs     | storage.lookup  | store `main` of type fs keeps no look-ups
          lookup | s3     | storage.lookup  | store `main` of type s3 keeps no look-ups
          """)
  void aRoleThatAKindCannotHaveIsNamed(String role, String type, String key, String because) {
    var settings =
        Map.of(
            "type", '"' + type + '"',
            "path", "\"x\"",
            "urls", "\"redis://localhost\"",
            "bucket", "\"b\"",
            "region", "\"r\"");
    new TriedStore(instance, role, settings).isRefused("timeout = \"1s\"", key, because);
  }

  @Test
  void anEmbeddedStoreThatAnotherProcessHasIsNamed() throws IOException {
    try (var _ = EmbeddedHolder.of(instance.resolve("data"))) {
      new TriedStore(instance, "data", Map.of("type", "\"rocksdb\""))
          .isRefused("timeout = \"1s\"", "store.main.path", "another process has it");
    }
  }
}
