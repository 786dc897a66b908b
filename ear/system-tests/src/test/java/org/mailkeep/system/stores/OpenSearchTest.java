package org.mailkeep.system.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.servers.OpenSearchServer;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.Outcome;

/// The full-text index in OpenSearch: searches are right whether it is there, away, or behind.
@Tag("servers")
final class OpenSearchTest {
  private static final String ADDRESS = "jane@index.example";
  private static final String PASSWORD = "s3cret of jane";
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

  /// The document by which the store is checked.
  private static final int OWN = 1;

  @TempDir Path folder;

  @Test
  void searchesAreRightWhetherTheIndexIsThereOrNot() throws IOException, InterruptedException {
    try (OpenSearchServer search = OpenSearchServer.started();
        var server = MailServer.in(folder, settings(search.port()))) {
      server.start();
      server.api().createDomain("index.example");
      server.api().createAccount(ADDRESS, PASSWORD);
      deliver(server, 1, "first", "The meetings are running late.");
      deliver(server, 2, "second", "He runs to the house.");
      deliver(server, 3, "third", "Nothing of the kind.");
      await("3 documents", () -> search.documents("mailkeep") == 3 + OWN);
      assertEquals("* SEARCH 1 2", search(server, "BODY run"));
      assertEquals("* SEARCH 3", search(server, "SUBJECT hir"));

      search.kill();
      await("a warning", () -> server.readiness().contains("store words: "));
      assertTrue(server.readiness().contains("\"status\":\"ready\""), server.readiness());
      deliver(server, 4, "fourth", "The dog is running.");
      assertEquals("* SEARCH 1 2 4", search(server, "BODY run"));
      assertEquals("* SEARCH 3 4", search(server, "NOT SUBJECT first NOT SUBJECT second"));

      server.stop();
      Outcome refused = server.launcher("start");
      assertEquals(1, refused.status(), refused.output());
      assertTrue(refused.output().contains("store.words.urls: "), refused.output());

      search.start();
      server.start();
      await("4 documents", () -> search.documents("mailkeep") == 4 + OWN);
      assertEquals("* SEARCH 1 2 4", search(server, "BODY run"));
      await("no warning", () -> !server.readiness().contains("words"));
    }
  }

  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private static void await(String what, Condition condition)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < end, what);
      LockSupport.parkNanos(PAUSE);
    }
  }

  private static void deliver(MailServer server, int number, String subject, String text)
      throws IOException, InterruptedException {
    try (var smtp = new Conversation(server.port("smtp"))) {
      smtp.smtp("250", "EHLO client.example.net");
      smtp.smtp("250", "MAIL FROM:<joe@example.net>");
      smtp.smtp("250", "RCPT TO:<" + ADDRESS + ">");
      smtp.smtp("354", "DATA");
      smtp.smtp("250", "Subject: " + subject + "\r\n\r\n" + text + "\r\n.");
    }
    await(
        subject,
        () -> imap(server, "STATUS INBOX (MESSAGES)").contains("MESSAGES " + number + ")"));
  }

  private static String search(MailServer server, String keys) throws IOException {
    return imap(server, "SEARCH " + keys).strip();
  }

  private static String imap(MailServer server, String command) throws IOException {
    try (var imap = new Conversation(server.port("imap"))) {
      imap.imap("LOGIN " + ADDRESS + " \"" + PASSWORD + "\"");
      imap.imap("EXAMINE INBOX");
      return imap.imap(command);
    }
  }

  private static String settings(int port) {
    return """
    imap.auth.allow-plain-text = true
    storage.fts = "words"
    storage.full-text.pause = "50ms"
    [store.words]
    type = "elasticsearch"
    url = "http://127.0.0.1:%d"
    check = "1s"
    """
        .formatted(port);
  }
}
