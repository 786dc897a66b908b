package org.mailkeep.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.kernel.Chance;

final class PartsTest {

  @TempDir Path folder;

  @Test
  void aTableIsAsWideAsItsWidestCells() {
    var out = new ByteArrayOutputStream();
    new Table("id", "where").row("submissions", "x").row("a", "yy").print(new PrintStream(out));
    assertEquals(
        "id           where\nsubmissions  x\na            yy\n",
        out.toString(StandardCharsets.UTF_8));
    assertThrows(IllegalArgumentException.class, () -> new Table("id").row("a", "b"));
  }

  @Test
  void secretsAreLongAndTheirFilesPrivate() throws IOException {
    var secrets = new Secrets(Chance.secure());
    String one = secrets.password();
    assertTrue(one.matches("[a-z2-9]{24}"), one);
    assertFalse(one.equals(secrets.password()));
    Path file = folder.resolve("secret");
    Files.writeString(file, "older and much longer");
    Secrets.write(file, one + "\n");
    assertEquals(one, Secrets.read(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void aTreeIsLinkedAndDeleted() throws IOException {
    Path from = Files.createDirectories(folder.resolve("from/deep"));
    Files.writeString(from.resolve("file"), "content");
    Trees.link(folder.resolve("from"), folder.resolve("to"));
    assertEquals("content", Files.readString(folder.resolve("to/deep/file")));
    assertEquals(2, Files.getAttribute(from.resolve("file"), "unix:nlink"));
    Trees.delete(folder.resolve("to"));
    assertFalse(Files.exists(folder.resolve("to")));
    assertTrue(Files.exists(from.resolve("file")));
    Trees.delete(folder.resolve("to"));
  }

  @Test
  void theTailIsTheLastLines() throws IOException {
    Path log = folder.resolve("log");
    Files.write(log, IntStream.range(0, 50_000).mapToObj(i -> "line " + i).toList());
    assertEquals(List.of("line 49998", "line 49999"), Logs.tail(log, 2));
    Files.writeString(log, "");
    assertEquals(List.of(), Logs.tail(log, 2));
  }

  @Test
  void secondsAreBounded() throws Failure {
    var given = Arguments.parse(List.of("--timeout", "90"), Set.of());
    assertEquals(90, Seconds.of(given, "timeout", 30));
    assertEquals(30, Seconds.of(Arguments.none(), "timeout", 30));
    for (String wrong : List.of("0", "-1", "x", "86401", "1e3")) {
      var arguments = Arguments.parse(List.of("--timeout", wrong), Set.of());
      assertThrows(Failure.class, () -> Seconds.of(arguments, "timeout", 30), wrong);
    }
  }

  @Test
  void listenersAreReachedWhereTheyListen() {
    var every = new Listener("http", "http", "::", 8080, Listener.Encryption.NONE);
    assertEquals("http://localhost:8080", every.url());
    assertEquals("[::]:8080", every.endpoint());
    var one = new Listener("https", "https", "::1", 8443, Listener.Encryption.IMPLICIT);
    assertEquals("https://[::1]:8443", one.url());
    assertEquals("implicit", one.tls());
  }

  @Test
  void aFileOfAnotherProcessIsNotOurServer() throws IOException {
    var instance = new InstanceFolder(folder);
    var process = new ServerProcess(instance);
    assertTrue(process.running().isEmpty());
    Files.writeString(instance.pidFile(), ProcessHandle.current().pid() + "\n");
    assertTrue(process.running().isEmpty(), "these tests are no server");
    Files.writeString(instance.pidFile(), "rubbish\n");
    assertTrue(process.running().isEmpty());
  }

  @Test
  void keptClassesGoWhenTheArchiveIsNewer() throws IOException {
    Path archive = Files.createFile(folder.resolve("mailkeep.ear"));
    Path kept = folder.resolve("mailkeep.jsa");
    var classes = new SharedClasses(kept, archive);
    assertEquals(
        List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + kept),
        classes.options());
    assertFalse(classes.forgetOutdated());
    Files.createFile(kept);
    Files.setLastModifiedTime(archive, FileTime.fromMillis(1_000_000));
    assertFalse(classes.forgetOutdated());
    Files.setLastModifiedTime(kept, FileTime.fromMillis(999_000));
    assertTrue(classes.forgetOutdated());
    assertFalse(Files.exists(kept));
    var nowhere = new SharedClasses(folder.resolve("none/mailkeep.jsa"), archive);
    assertEquals(List.of(), nowhere.options());
  }
}
