package org.mailkeep.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailkeep.kernel.Progress;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.mailbox.Role;
import org.mailkeep.mailbox.StoredMessage;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.servers.DovecotServer;

/// Takes over accounts of Dovecot.
@Tag("servers")
@Timeout(180)
final class ImapImportTest {
  private static final String JANE = "jane@example.org";
  private static final String JOE = "joe@example.org";
  private static DovecotServer dovecot;

  @BeforeAll
  static void start() throws IOException {
    dovecot = DovecotServer.started("plain login", List.of(JANE, JOE));
    fill(JANE, 120);
    fill(JOE, 400);
  }

  @AfterAll
  static void stop() throws IOException {
    dovecot.close();
  }

  private static void fill(String user, int count) throws IOException {
    try (var client = new Client(user)) {
      client.ask("CREATE Sent");
      client.ask("CREATE Work.2026");
      client.ask("SUBSCRIBE Work.2026");
      client.ask("CREATE \"Entw&APw-rfe\"");
      for (int i = 0; i < count; i++) {
        client.append("INBOX", "(\\Seen $Label1)", text(i));
      }
      client.append("Sent", "()", text(500));
      client.append("Work.2026", "(\\Flagged \\Answered)", text(1));
      client.append("Entw&APw-rfe", "(\\Draft)", "A: b\r\n\r\nno id\r\n");
      client.append("Entw&APw-rfe", "()", "A: b\r\n\r\nno id\r\n");
    }
  }

  private static String text(int number) {
    return MailFixture.text("m" + number, "Number " + number) + "x".repeat(number * 50) + "\r\n";
  }

  private static RemoteAccount account(String user) {
    return new RemoteAccount(
        "127.0.0.1",
        dovecot.tlsPort(),
        RemoteAccount.Security.TLS,
        true,
        user,
        DovecotServer.password(user),
        "");
  }

  @Test
  void foldersFlagsDatesAndOctetsComeOver() throws IOException {
    try (var importing = new Importing(Duration.ofSeconds(30))) {
      var result = importing.run(account(JANE));
      assertEquals(124, result.counts().get("imported"), result.toString());
      var account = importing.account;
      assertTrue(account.subscriptions().contains("Work/2026"), "as it is there");
      assertFalse(account.subscriptions().contains("Entw\u00fcrfe"), "as it is there");
      assertEquals(2, account.find("Entwürfe").orElseThrow().status().messages());
      MailboxView work = account.view(account.find("Work/2026").orElseThrow().id()).orElseThrow();
      assertEquals("\\Answered \\Flagged", work.flags(0).imap());
      MailboxView inbox = account.view(MailFixture.inbox(account)).orElseThrow();
      List<String> texts = new ArrayList<>();
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < inbox.count(); i++) {
        StoredMessage message =
            account.messages(List.of(inbox.email(i))).values().iterator().next();
        byte[] octets = importing.fixture.blobs.read(message.blob(), 0, (int) message.size());
        texts.add(new String(octets, ISO_8859_1));
        expected.add(text(i));
        assertEquals("\\Seen $Label1", inbox.flags(i).imap());
        assertEquals(Instant.parse("2020-01-02T03:04:05Z"), inbox.received(i));
      }
      assertEquals(expected, texts);
      var again = importing.run(account(JANE));
      assertEquals(0, again.counts().get("imported"), "what is marked is not even fetched");
      assertEquals(0, again.counts().get("duplicates"));
    }
  }

  @Test
  void whatIsHereAlreadyIsKnownAgain() throws IOException {
    try (var importing = new Importing(Duration.ofSeconds(30))) {
      for (int i = 0; i < 20; i++) {
        importing.fixture.file(
            importing.account, MailFixture.inbox(importing.account), text(i), Flags.NONE);
      }
      var result = importing.run(account(JANE));
      assertEquals(20, result.counts().get("duplicates"));
      assertEquals(104, result.counts().get("imported"));
    }
  }

  @Test
  void brokenOffItGoesOnWhereItWas() throws IOException {
    try (var importing = new Importing(Duration.ofSeconds(30))) {
      var seen = new AtomicInteger();
      assertThrows(
          Progress.Cancelled.class, () -> importing.run(account(JOE), new Stopping(seen, 230)));
      long before = importing.account.quota().messages();
      assertTrue(before >= 100 && before <= 230, "taken over: " + before);
      var fetched = new AtomicInteger();
      var result = importing.run(account(JOE), new Stopping(fetched, Integer.MAX_VALUE));
      assertEquals(404, importing.account.quota().messages());
      assertEquals(404 - before, result.counts().get("imported"));
      assertEquals(0, result.counts().get("duplicates"));
      assertEquals(404 - before, fetched.get(), "nothing comes twice");
    }
  }

  /// Ends the work after so many messages.
  private record Stopping(AtomicInteger seen, int most) implements Progress {
    @Override
    public void advance(long more) {
      seen.addAndGet((int) more);
    }

    @Override
    public boolean cancelled() {
      return seen.get() >= most;
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
      Thread.sleep(time);
    }
  }

  @Test
  void wantedMailboxesAloneComeAndRolesAreKnown() throws IOException {
    try (var importing = new Importing(Duration.ofSeconds(30))) {
      var some = account(JANE);
      var sent =
          new RemoteAccount(
              some.host(),
              dovecot.port(),
              RemoteAccount.Security.STARTTLS,
              true,
              some.login(),
              some.password(),
              "Sent, Work/2026");
      assertEquals(2, importing.run(sent).counts().get("imported"));
      assertEquals(0, importing.account.withRole(Role.INBOX).orElseThrow().status().messages());
      assertEquals(1, importing.account.find("Sent").orElseThrow().status().messages());
    }
  }

  @Test
  void whoDoesNotGetInIsTold() {
    try (var importing = new Importing(Duration.ofSeconds(30))) {
      var wrong =
          new RemoteAccount(
              "127.0.0.1", dovecot.tlsPort(), RemoteAccount.Security.TLS, true, JANE, "wrong", "");
      var refused = assertThrows(TransferException.class, () -> importing.run(wrong));
      assertTrue(String.valueOf(refused.getMessage()).contains("NO"), refused.getMessage());
      var strict =
          new RemoteAccount(
              "127.0.0.1",
              dovecot.tlsPort(),
              RemoteAccount.Security.TLS,
              false,
              JANE,
              DovecotServer.password(JANE),
              "");
      assertThrows(IOException.class, () -> importing.run(strict), "its certificate is nobody's");
    }
  }

  /// Fills mailboxes.
  private static final class Client implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    Client(String user) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), dovecot.port());
      socket.setSoTimeout(30_000);
      in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      ask("LOGIN " + user + " \"" + DovecotServer.password(user) + "\"");
    }

    void ask(String command) throws IOException {
      say("a " + command + "\r\n");
      String line = in.readLine();
      while (line != null && !line.startsWith("a ")) {
        line = in.readLine();
      }
      assertTrue(line != null && line.startsWith("a OK"), command + ": " + line);
    }

    void append(String mailbox, String flags, String text) throws IOException {
      byte[] octets = text.getBytes(ISO_8859_1);
      ask(
          "APPEND \""
              + mailbox
              + "\" "
              + flags
              + " \" 2-Jan-2020 04:04:05 +0100\" {"
              + octets.length
              + "+}\r\n"
              + text);
    }

    private void say(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
