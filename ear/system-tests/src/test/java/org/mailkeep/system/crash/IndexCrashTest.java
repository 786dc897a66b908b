package org.mailkeep.system.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.Wire;

/// `kill -9` while mail is being indexed: each search is right at any time, and all is indexed in
/// the end.
@Tag("servers")
final class IndexCrashTest {
  private static final String ADDRESS = "jane@index.example";
  private static final String PASSWORD = "s3cret of jane";
  private static final int KILLS = 2;
  private static final int MESSAGES = 400;

  /// Indexes at once and in small steps, so that a kill finds it at work.
  private static final String SETTINGS =
      """
      imap.auth.allow-plain-text = true
      storage.full-text.pause = "10ms"
      storage.full-text.longest-pause = "50ms"
      storage.full-text.batch = 20
      """;

  @TempDir Path folder;

  @Test
  void everythingIsFoundAfterKills() throws Exception {
    long seed = Long.getLong("crash.seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    try (MailServer server = MailServer.in(folder, SETTINGS)) {
      server.start();
      server.api().createDomain("index.example");
      server.api().createAccount(ADDRESS, PASSWORD);
      int filed = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        filed += append(server, filed, MESSAGES);
        assertFound(server, filed, "before kill " + kill + ", seed " + seed);
        Thread.sleep(random.nextInt(1_000));
        server.kill();
        server.start();
        assertFound(server, filed, "after kill " + kill + ", seed " + seed);
      }
      server.launcher("store", "reindex").success();
      assertFound(server, filed, "indexed anew");
      server.launcher("store", "reindex", ADDRESS).success();
      assertFound(server, filed, "one account indexed anew");
    }
  }

  /// Files messages, each with a word of its own, a word in two forms, and one that all have.
  private static int append(MailServer server, int from, int count) throws IOException {
    try (Wire wire = login(server)) {
      for (int i = from; i < from + count; i++) {
        String text =
            "Subject: report "
                + letters(i)
                + "\r\n\r\nThe meetings are "
                + (i % 2 == 0 ? "running" : "over")
                + " in the house of common words.\r\n";
        wire.done("APPEND INBOX {" + text.length() + "+}\r\n" + text);
      }
    }
    return count;
  }

  private static void assertFound(MailServer server, int messages, String when) throws IOException {
    try (Wire wire = login(server)) {
      wire.done("EXAMINE INBOX");
      assertEquals(messages, found(wire, "TEXT common"), when);
      assertEquals(messages, found(wire, "BODY meeting"), when);
      assertEquals((messages + 1) / 2, found(wire, "BODY run NOT BODY over"), when);
      assertEquals(messages, found(wire, "SUBJECT epor"), when);
      for (int i = 0; i < messages; i += 37) {
        assertEquals(1, found(wire, "SUBJECT \"" + letters(i) + "\""), when);
      }
      assertEquals(0, found(wire, "TEXT zeppelin"), when);
    }
  }

  /// Numbers as words of letters, none within another: as long as each other.
  private static String letters(int number) {
    var word = new StringBuilder("q");
    for (int rest = number, i = 0; i < 4; i++, rest /= 10) {
      word.append((char) ('a' + rest % 10));
    }
    return word.append("z").toString();
  }

  private static int found(Wire wire, String key) throws IOException {
    List<String> lines = wire.done("SEARCH " + key);
    return (int)
        lines.stream()
            .filter(line -> line.startsWith("* SEARCH"))
            .flatMap(line -> Arrays.stream(line.split(" ")))
            .filter(word -> word.matches("\\d+"))
            .count();
  }

  private static Wire login(MailServer server) throws IOException {
    Wire wire = new Wire(server.port("imap"));
    wire.line();
    wire.done("LOGIN " + ADDRESS + " \"" + PASSWORD + "\"");
    return wire;
  }
}
