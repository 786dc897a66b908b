package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.imap.ImapServer;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.Progress;
import org.mailkeep.queue.MailOptions;
import org.mailkeep.queue.QueueFilter;
import org.mailkeep.queue.QueuedMessage;
import org.mailkeep.queue.QueuedRecipient;
import org.mailkeep.search.SearchFixture;
import org.mailkeep.store.api.BlobForm;
import org.mailkeep.store.api.BlobLimits;
import org.mailkeep.store.api.DataBlobStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Schema;
import org.mailkeep.store.api.moving.Import;
import org.mailkeep.store.api.spi.CommitQueue;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.store.rocksdb.RocksDbBackend;
import org.mailkeep.store.rocksdb.RocksDbConfig;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.PostgreSqlServer;
import org.mailkeep.store.servers.TestPool;
import org.mailkeep.store.sql.Connections;
import org.mailkeep.store.sql.SqlBackend;
import org.mailkeep.store.sql.SqlConfig;

/// What a server of format 1 stored is read by this one, each octet of it: from an archive into any
/// kind of store, and in place from a file of SQLite. [FormatFixture] says what it is.
final class FirstFormatTest {
  private static final int CONNECTIONS = 4;

  @TempDir Path folder = Path.of("");

  @Test
  void anArchiveIsReadIntoMemory() throws Exception {
    imported(new MemoryBackend());
  }

  @Test
  void anArchiveIsReadIntoRocksDb() throws Exception {
    imported(RocksDbBackend.open(RocksDbConfig.defaults(folder.resolve("rocksdb"))));
  }

  @Test
  void anArchiveIsReadIntoSqlite() throws Exception {
    imported(sqlite(folder.resolve("new.sqlite")));
  }

  @Test
  void anArchiveIsReadIntoPostgreSql() throws Exception {
    try (PostgreSqlServer server = PostgreSqlServer.started(Durability.NONE)) {
      var place =
          new SqlConfig.Server(
              "127.0.0.1",
              server.port(),
              DatabaseServer.DATABASE,
              new SqlConfig.Login(DatabaseServer.USER, DatabaseServer.PASSWORD),
              SqlConfig.Encryption.NONE,
              "",
              Optional.empty());
      imported(sql(SqlConfig.Kind.POSTGRESQL, place));
    }
  }

  @Test
  void aFileOfSqliteIsReadInPlace() throws Exception {
    Path file = folder.resolve("old.sqlite");
    try (var in = new GZIPInputStream(resource("format-1.sqlite.gz"))) {
      Files.copy(in, file);
    }
    holdsAll(sqlite(file));
  }

  private static void imported(DataBackend backend) throws Exception {
    var blobs =
        new DataBlobStore(
            new DataStore(backend),
            BlobLimits.DEFAULT,
            Chance.secure(),
            InstantSource.system(),
            BlobForm.PLAIN,
            null);
    try (InputStream in = resource("format-1.archive")) {
      Import.run(backend, blobs, Upgrades.SCHEMA.version(), Progress.UNWATCHED, in);
    }
    assertEquals(Optional.of(1), Schema.of(backend), "it is of the first format");
    holdsAll(backend);
  }

  private static void holdsAll(DataBackend backend) throws Exception {
    try (var fixture = new FormatFixture(backend)) {
      people(fixture);
      queue(fixture);
      var index = new SearchFixture(fixture.mail);
      try (var server = new ImapServer(fixture.mail, index, fixture.directory)) {
        mailboxes(server);
        messages(server);
        index.catchUp();
        ImapServer.Client jane = login(server, "jane");
        ask(jane, "EXAMINE INBOX");
        assertEquals(List.of("* SEARCH 3"), ask(jane, "SEARCH BODY large"));
      }
    }
  }

  private static void people(FormatFixture fixture) {
    Principal jane = principal(fixture, "jane");
    assertEquals("Jane Doe", jane.account().name());
    assertEquals(1L << 30, jane.account().quota().bytes());
    assertEquals(
        List.of("jane@example.org", "j@example.org"),
        jane.claims().stream().map(FirstFormatTest::address).toList());
    assertEquals("Joe Ünal", principal(fixture, "joe").account().name());
  }

  private static String address(Claim claim) {
    return claim instanceof Claim.Exact(var address) ? address.toString() : claim.toString();
  }

  private static Principal principal(FormatFixture fixture, String login) {
    if (fixture.directory.principal(login) instanceof Answer.Found<Principal>(Principal found)) {
      return found;
    }
    throw new AssertionError("no " + login);
  }

  private static void queue(FormatFixture fixture) {
    List<QueuedMessage> waiting = fixture.queue.list(QueueFilter.ALL, null, 10).messages();
    assertEquals(1, waiting.size());
    QueuedMessage message = waiting.getFirst();
    assertEquals("jane@example.org", message.senderText());
    assertEquals(2_000, message.size());
    assertEquals(Instant.parse("2026-11-22T12:01:00Z"), message.receivedAt());
    assertEquals(principal(fixture, "jane").account().id(), message.account());
    assertEquals(
        new MailOptions(MailOptions.Body.EIGHT_BIT, true, MailOptions.Returns.HEADERS, "id+3D"),
        message.options());
    assertEquals(
        List.of("far@example.net", "away@example.com"),
        message.recipients().stream().map(each -> each.address().toString()).toList());
    for (QueuedRecipient each : message.recipients()) {
      assertEquals(QueuedRecipient.Phase.WAITING, each.phase());
      assertEquals(0, each.retries());
      assertNull(each.status());
    }
    byte[] octets = fixture.mail.blobs.read(message.blob(), 0, 2_000);
    assertEquals(
        FormatFixture.text("travelling", 2_000), new String(octets, StandardCharsets.UTF_8));
  }

  private static void mailboxes(ImapServer server) throws IOException {
    String status = "STATUS (MESSAGES UIDNEXT UIDVALIDITY UNSEEN SIZE HIGHESTMODSEQ)";
    assertEquals(
        """
        * LIST (\\Subscribed \\HasNoChildren) "/" INBOX
        * STATUS INBOX (MESSAGES 3 UIDNEXT 5 UIDVALIDITY 848664000 UNSEEN 2 SIZE 221024 HIGHESTMODSEQ 13)
        * LIST (\\Subscribed \\HasNoChildren \\Trash) "/" "Deleted Items"
        * STATUS "Deleted Items" (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 848664004 UNSEEN 0 SIZE 0 HIGHESTMODSEQ 5)
        * LIST (\\Subscribed \\HasNoChildren \\Drafts) "/" Drafts
        * STATUS Drafts (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 848664001 UNSEEN 0 SIZE 0 HIGHESTMODSEQ 2)
        * LIST (\\Subscribed \\HasNoChildren \\Junk) "/" "Junk Mail"
        * STATUS "Junk Mail" (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 848664003 UNSEEN 0 SIZE 0 HIGHESTMODSEQ 4)
        * LIST (\\HasChildren) "/" Projects
        * STATUS Projects (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 848664005 UNSEEN 0 SIZE 0 HIGHESTMODSEQ 6)
        * LIST (\\Subscribed \\HasNoChildren) "/" Projects/2026
        * STATUS Projects/2026 (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 848664006 UNSEEN 0 SIZE 1024 HIGHESTMODSEQ 14)
        * LIST (\\Subscribed \\HasNoChildren \\Sent) "/" "Sent Items"
        * STATUS "Sent Items" (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 848664002 UNSEEN 0 SIZE 0 HIGHESTMODSEQ 3)\
        """,
        String.join(
            "\n",
            ask(
                login(server, "jane"),
                "LIST \"\" \"*\" RETURN (SUBSCRIBED SPECIAL-USE " + status + ")")));
  }

  private static void messages(ImapServer server) throws IOException {
    ImapServer.Client jane = login(server, "jane");
    ask(jane, "EXAMINE INBOX (CONDSTORE)");
    assertEquals(
        List.of(
            message(1, 2, "\\Seen \\Flagged \\Recent $Forwarded", 11, 1_024),
            message(2, 3, "\\Recent", 12, 20_000),
            message(3, 4, "\\Answered \\Recent", 13, 200_000)),
        ask(jane, "FETCH 1:* (UID FLAGS MODSEQ RFC822.SIZE INTERNALDATE)"));
    holds(jane, 1, FormatFixture.text("small", 1_024));
    holds(jane, 2, FormatFixture.text("medium", 20_000));
    holds(jane, 3, FormatFixture.text("large", 200_000));
    ask(jane, "EXAMINE Projects/2026");
    holds(jane, 1, FormatFixture.text("small", 1_024));
    ImapServer.Client joe = login(server, "joe");
    ask(joe, "EXAMINE INBOX (CONDSTORE)");
    assertEquals(
        List.of(message(1, 1, "\\Draft \\Recent", 6, 1_500)),
        ask(joe, "FETCH 1:* (UID FLAGS MODSEQ RFC822.SIZE INTERNALDATE)"));
    holds(joe, 1, FormatFixture.text("grüße", 1_500));
  }

  private static String message(int number, int uid, String flags, int change, int size) {
    return "* %d FETCH (UID %d FLAGS (%s) MODSEQ (%d) RFC822.SIZE %d INTERNALDATE \"22-Nov-2026 10:00:00 +0000\")"
        .formatted(number, uid, flags, change, size);
  }

  /// Reads a message as clients do.
  private static void holds(ImapServer.Client client, int number, String text) throws IOException {
    List<String> lines = client.command("b", "FETCH " + number + " BODY.PEEK[]");
    int size = text.getBytes(StandardCharsets.UTF_8).length;
    assertEquals("* " + number + " FETCH (BODY[] {" + size + "}", lines.getFirst());
    assertTrue(lines.getLast().startsWith("b OK"), lines.getLast());
    assertEquals(text + ")", String.join("\r\n", lines.subList(1, lines.size() - 1)));
  }

  private static ImapServer.Client login(ImapServer server, String login) throws IOException {
    ImapServer.Client client = server.connect();
    client.line();
    List<String> lines =
        client.command("l", "LOGIN " + login + " \"" + FormatFixture.PASSWORD + "\"");
    assertTrue(lines.getLast().startsWith("l OK"), "" + lines);
    return client;
  }

  private static List<String> ask(ImapServer.Client client, String command) throws IOException {
    List<String> lines = client.command("a", command);
    assertTrue(lines.getLast().startsWith("a OK"), "" + lines);
    return lines.subList(0, lines.size() - 1);
  }

  /// A store in a file of SQLite.
  static DataBackend sqlite(Path file) {
    return sql(SqlConfig.Kind.SQLITE, new SqlConfig.File(file));
  }

  private static DataBackend sql(SqlConfig.Kind kind, SqlConfig.Place place) {
    var limits = new SqlConfig.Pool(CONNECTIONS, 1, Duration.ofMinutes(5), Duration.ofMinutes(30));
    var config =
        new SqlConfig(
            "old", kind, place, limits, Duration.ofSeconds(5), CommitQueue.DEFAULT, List.of());
    var pool = new TestPool(Connections.of(config), CONNECTIONS, 5_000);
    return SqlBackend.open(config, pool.source(), pool::close);
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(FirstFormatTest.class.getResourceAsStream(name), name);
  }
}
