package org.mailkeep.system.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.mailkeep.system.MailServer;

/// A server with embedded data whose other roles lie elsewhere.
///
/// @param settings of the other stores and their roles
record OutsideScenario(Path folder, String settings) {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  private static final String COMMON =
      """
      imap.auth.allow-plain-text = true
      blob.reservation = "1s"
      """;

  /// The store's own number, and the object by which it is checked.
  private static final int OWN = 2;

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  /// What a test asks of the store.
  interface Question {
    /// How much it holds.
    long count() throws IOException;
  }

  /// Mail comes in, is read, is there after a kill; what is expunged is purged.
  ///
  /// @param objects that the store holds
  void mailFlows(Question objects) throws IOException, InterruptedException {
    try (var server = MailServer.in(folder, COMMON + settings)) {
      server.start();
      var path = new MailPath(server);
      path.makeAccount();
      path.deliver("first", 0);
      String before = path.inbox();
      assertTrue(before.contains("first-small") && before.contains("first-large"), before);
      server.kill();
      server.start();
      assertEquals(before, path.inbox());
      path.deliver("second", 2);
      path.expunge(1);
      path.expunge(2);
      assertFalse(path.inbox().contains("first-"));
      awaitPurged(server, objects);
      assertTrue(path.inbox().contains("second-large"));
    }
  }

  /// The start is refused, and says why.
  void isRefused(String... words) throws IOException, InterruptedException {
    new StoreScenario(folder, settings).isRefused(words);
  }

  /// Files below a folder.
  static long files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  /// A purge looks twice before it deletes, and reservations have to run out.
  private static void awaitPurged(MailServer server, Question objects)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    do {
      assertTrue(System.nanoTime() < end, "it still holds " + objects.count());
      LockSupport.parkNanos(PAUSE);
      server.launcher("store", "purge", "blob").success();
    } while (objects.count() != OWN + 2);
  }
}
