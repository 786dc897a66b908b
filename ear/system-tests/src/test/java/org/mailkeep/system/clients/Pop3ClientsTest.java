package org.mailkeep.system.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.MailServerExtension;
import org.mailkeep.system.Outcome;
import org.mailkeep.system.Program;

/// Python's poplib, curl, fetchmail, getmail6 and mpop fetch mail that IMAP has filed.
@Tag("servers")
@ExtendWith(MailServerExtension.class)
final class Pop3ClientsTest {
  private static final int MESSAGES = 30;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir Path folder;

  private Mailbox filled(MailServer server, String name) throws Exception {
    Mailbox jane = Mailbox.make(server, name, folder);
    Path script = folder.resolve("fill.py");
    Files.writeString(script, jane.script("fill.py", Map.of("COUNT", String.valueOf(MESSAGES))));
    jane.run(Map.of(), "python3", script.toString());
    return jane;
  }

  private String text(MailServer server, Mailbox jane, String name) throws IOException {
    return jane.script(
        name,
        Map.of(
            "POP3",
            String.valueOf(server.port("pop3")),
            "POP3S",
            String.valueOf(server.port("pop3s")),
            "FOLDER",
            folder.toString()));
  }

  private Path file(MailServer server, Mailbox jane, String name) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text(server, jane, name));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private Path maildir() throws IOException {
    for (String part : List.of("cur", "new", "tmp")) {
      Files.createDirectories(folder.resolve("maildir").resolve(part));
    }
    return folder.resolve("maildir");
  }

  private static long messages(Path maildir) throws IOException {
    try (Stream<Path> files = Files.list(maildir.resolve("new"))) {
      return files.count();
    }
  }

  @Test
  void poplibSeesOneMaildropWithImap(MailServer server) throws Exception {
    Mailbox jane = filled(server, "poplib");
    Path script = file(server, jane, "poplib-client.py");
    assertTrue(jane.run(Map.of(), "python3", script.toString()).endsWith("all well\n"));
  }

  @Test
  void curlListsAndFetches(MailServer server) throws Exception {
    Mailbox jane = filled(server, "curlpop");
    String base = "pop3s://localhost:" + server.port("pop3s") + "/";
    String[] curl = {
      "curl",
      "-sS",
      "--cacert",
      jane.certificate().toString(),
      "-u",
      jane.address() + ":" + jane.password(),
      base
    };
    assertEquals(MESSAGES, jane.run(Map.of(), curl).lines().count());
    curl[curl.length - 1] = base + "2";
    assertEquals(
        "From: a@example.org\r\nSubject: message 1\r\n\r\nHello\r\n", jane.run(Map.of(), curl));
  }

  @Test
  void fetchmailFetchesWhatIsNew(MailServer server) throws Exception {
    Mailbox jane = filled(server, "fetchmail");
    Path rc = file(server, jane, "fetchmailrc");
    List<String> line = List.of("fetchmail", "-f", rc.toString(), "--nodetach", "--nosyslog");
    Map<String, String> home =
        Map.of("HOME", folder.toString(), "FETCHMAILHOME", folder.toString());
    Program.run(LIMIT, home, "", line).success();
    String mails = Files.readString(folder.resolve("fetched"));
    assertTrue(mails.contains("Subject: message 0") && mails.contains("Subject: message 29"));
    Outcome again = Program.run(LIMIT, home, "", line);
    assertEquals(1, again.status(), again.output()); // 1: there was no mail
  }

  @Test
  void getmailFetchesWhatIsNew(MailServer server) throws Exception {
    Mailbox jane = filled(server, "getmail");
    Path rc = file(server, jane, "getmailrc");
    for (int i = 0; i < 2; i++) {
      jane.run(
          Map.of("HOME", folder.toString()),
          "getmail",
          "-g",
          folder.toString(),
          "-r",
          rc.toString());
      String mails = Files.readString(folder.resolve("fetched"));
      assertEquals(MESSAGES, mails.lines().filter(line -> line.startsWith("Subject:")).count());
    }
  }

  @Test
  void mpopFetchesByStlsAndRemoves(MailServer server) throws Exception {
    Mailbox jane = filled(server, "mpop");
    Path rc = file(server, jane, "mpoprc");
    Path maildir = maildir();
    jane.run(Map.of("HOME", folder.toString()), "mpop", "-C", rc.toString());
    assertEquals(MESSAGES, messages(maildir));
    Files.writeString(folder.resolve("count.py"), jane.script("count.py", Map.of()));
    assertEquals(
        "INBOX 0 0\nKept 0 0\n",
        jane.run(Map.of(), "python3", folder.resolve("count.py").toString()));
  }
}
