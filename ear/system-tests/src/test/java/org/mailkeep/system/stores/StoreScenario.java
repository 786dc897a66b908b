package org.mailkeep.system.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.system.DatabaseStore;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.Outcome;

/// A server whose only store is a given one.
///
/// @param settings of the store, `store.main.*`
record StoreScenario(Path folder, String settings) {
  /// The settings of a store on a database server.
  static String on(String type, DatabaseServer database, String password) {
    return "imap.auth.allow-plain-text = true\n"
        + DatabaseStore.settings(type, database.port(), password);
  }

  /// Mail comes in, is read and found, is there after a restart, is expunged and purged, and goes
  /// on.
  void mailFlows() throws IOException, InterruptedException {
    mailFlows(_ -> {});
  }

  /// What else is looked at.
  @FunctionalInterface
  interface More {
    /// @param server which has mail, and runs
    void look(MailServer server) throws IOException, InterruptedException;
  }

  /// The same, and more at last.
  void mailFlows(More more) throws IOException, InterruptedException {
    try (var server = MailServer.in(folder, settings)) {
      server.start();
      var path = new MailPath(server);
      path.makeAccount();
      path.deliver("first", 0);
      String before = path.inbox();
      assertTrue(before.contains("first-small") && before.contains("first-large"), before);
      assertEquals("* SEARCH 1 2", path.search("SUBJECT first BODY lines"));
      server.restart();
      assertEquals(before, path.inbox());
      assertEquals("* SEARCH 2", path.search("SUBJECT first-large TEXT lines"));
      path.deliver("second", 2);
      path.expunge(1);
      server.launcher("store", "purge", "blob").success();
      server.launcher("store", "verify", "--deep").success();
      assertFalse(path.inbox().contains("first-small"));
      assertTrue(path.inbox().contains("second-small"));
      assertEquals("* SEARCH 1 2 3", path.search("BODY line"));
      more.look(server);
    }
    assertFalse(Files.exists(folder.resolve("data")), "nothing lies in the embedded store");
  }

  /// The start is refused, and says why.
  void isRefused(String... words) throws IOException, InterruptedException {
    try (var server = MailServer.in(folder, settings)) {
      Outcome refused = server.launcher("start");
      assertEquals(1, refused.status(), refused.output());
      for (String word : words) {
        assertTrue(refused.output().contains(word), refused.output());
      }
    }
  }
}
