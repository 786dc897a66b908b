package org.mailkeep.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `config/mailkeep export|import|undelete` against a server: what one account has, others have
/// afterwards, and what was deleted is there again.
@Tag("servers")
final class TransferTest {
  private static final String JANE = "jane@move.example";
  private static final String PASSWORD = "a long secret";

  @TempDir private static Path folder;
  private static MailServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server =
        MailServer.in(
            folder.resolve("instance"),
            """
            storage.undelete.retention = "7d"
            imap.auth.allow-plain-text = true
            """);
    server.start();
    server.launcher("domain", "create", "move.example").success();
    for (String name : List.of("jane", "mbox", "maildir", "imap")) {
      String[] create = {"account", "create", name + "@move.example", "--password-stdin"};
      server.launcher(PASSWORD + "\n", create).success();
    }
    try (var imap = session(JANE)) {
      imap.imap("CREATE Work");
      imap.imap("CREATE Work/2026");
      append(imap, "INBOX", "(\\Seen $Label1)", "A: b\r\n\r\nFrom me\r\n\r\n>From you\r\n");
      append(
          imap,
          "INBOX",
          "()",
          "Subject: two\r\nMessage-ID: <2@x>\r\n\r\n" + "x".repeat(50_000) + "\r\n");
      append(imap, "Work/2026", "(\\Answered \\Flagged \\Draft)", "A: b\r\n\r\nthree\r\n");
    }
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  private static Wire session(String user) throws IOException {
    var wire = new Wire(server.port("imap"));
    wire.line();
    String ended = wire.imap("LOGIN " + user + " \"" + PASSWORD + "\"").getLast();
    assertTrue(ended.startsWith("OK"), ended);
    return wire;
  }

  private static void append(Wire imap, String mailbox, String flags, String text)
      throws IOException {
    String ended =
        imap.imap(
                "APPEND "
                    + mailbox
                    + " "
                    + flags
                    + " \" 2-Jan-2020 03:04:05 +0000\" {"
                    + text.length()
                    + "+}\r\n"
                    + text)
            .getLast();
    assertTrue(ended.startsWith("OK"), ended);
  }

  /// All messages of an account with flags, dates and octets.
  private static List<String> mail(String user) throws IOException {
    List<String> all = new ArrayList<>();
    try (var imap = session(user)) {
      for (String mailbox : List.of("INBOX", "Work/2026", "Sent Items")) {
        imap.imap("EXAMINE \"" + mailbox + "\"");
        for (String line : imap.imap("FETCH 1:* (FLAGS INTERNALDATE BODY.PEEK[])")) {
          if (line.contains("FETCH (")) {
            all.add(mailbox + " " + line.replace("\\Recent ", "").replace("\\Recent", ""));
          }
        }
      }
    }
    assertEquals(3, all.size(), user + ": " + all);
    return all;
  }

  @Test
  void mailGoesOutAndComesInAsItWas() throws IOException, InterruptedException {
    List<String> mail = mail(JANE);
    for (String form : List.of("mbox", "maildir")) {
      String other = form + "@move.example";
      String out = folder.resolve(form).toString();
      server.launcher("export", form, JANE, out).success();
      String said = server.launcher("import", form, other, out).success();
      assertTrue(said.contains("imported"), said);
      assertEquals(mail, mail(other), form);
    }
  }

  @Test
  void anAccountIsTakenOverByImap() throws IOException, InterruptedException {
    String first = takeOver();
    assertEquals(mail(JANE), mail("imap@move.example"), first);
    String again = takeOver();
    assertEquals(mail(JANE), mail("imap@move.example"), again);
  }

  private static String takeOver() throws IOException, InterruptedException {
    var line =
        List.of(
            MailServer.house().resolve("config/mailkeep").toString(),
            "import",
            "imap",
            "imap@move.example",
            "--host",
            "127.0.0.1",
            "--port",
            String.valueOf(server.port("imaps")),
            "--allow-invalid-certs",
            "--login",
            JANE);
    var environment =
        Map.of(
            "MAILKEEP_INSTANCE",
            server.instance().toString(),
            "MAILKEEP_BUILD",
            "never",
            "MAILKEEP_REMOTE_PASSWORD",
            PASSWORD);
    return Program.run(Duration.ofMinutes(2), environment, "", line).success();
  }

  @Test
  void whatWasDeletedComesBack() throws IOException, InterruptedException {
    List<String> mail = mail(JANE);
    try (var imap = session(JANE)) {
      for (String mailbox : List.of("INBOX", "Work/2026")) {
        imap.imap("SELECT " + mailbox);
        imap.imap("STORE 1:* +FLAGS (\\Deleted)");
        imap.imap("EXPUNGE");
      }
    }
    String list = server.launcher("undelete", "list", JANE).success();
    assertTrue(list.contains("Work/2026") && list.contains("two"), list);
    assertEquals(
        "Restored: 3 messages",
        server.launcher("undelete", "restore", JANE, "--all").success().strip());
    assertEquals(mail, mail(JANE));
  }
}
