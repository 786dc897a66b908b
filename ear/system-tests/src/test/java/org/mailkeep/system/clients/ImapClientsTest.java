package org.mailkeep.system.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.MailServerExtension;

/// Python's imaplib, curl, mbsync, offlineimap, mutt and imapflow read and file mail.
@Tag("servers")
@ExtendWith(MailServerExtension.class)
final class ImapClientsTest {
  private static final int MESSAGES = 10_000;

  @TempDir Path folder;

  @Test
  void imaplibReadsAndFilesMail(MailServer server) throws Exception {
    Mailbox jane = Mailbox.make(server, "imaplib", folder);
    Path script = folder.resolve("client.py");
    Files.writeString(script, jane.script("imaplib.py", Map.of()));
    assertTrue(jane.run(Map.of(), "python3", script.toString()).endsWith("all well\n"));
  }

  @Test
  void curlReadsAndFilesMail(MailServer server) throws Exception {
    Mailbox jane = Mailbox.make(server, "curl", folder);
    Path message = folder.resolve("message.eml");
    Files.writeString(message, "Subject: from curl\r\n\r\nHello\r\n");
    String base = "imaps://localhost:" + jane.port() + "/";
    String[] upload = {"-T", message.toString(), base + "INBOX"};
    curl(jane, upload);
    assertTrue(curl(jane, base).contains("\"/\" INBOX"));
    assertEquals("* SEARCH 1", curl(jane, base + "INBOX?SUBJECT%20%22from%20curl%22").strip());
    assertEquals("Subject: from curl\r\n\r\nHello\r\n", curl(jane, base + "INBOX;MAILINDEX=1"));
    assertEquals("Hello\r\n", curl(jane, base + "INBOX;UID=1;SECTION=TEXT"));
  }

  private static String curl(Mailbox jane, String... more)
      throws IOException, InterruptedException {
    List<String> line =
        Stream.concat(
                Stream.of(
                    "curl",
                    "-sS",
                    "--cacert",
                    jane.certificate().toString(),
                    "-u",
                    jane.address() + ":" + jane.password()),
                Stream.of(more))
            .toList();
    return jane.run(Map.of(), line.toArray(String[]::new));
  }

  @Test
  void muttFlagsAndSavesMail(MailServer server) throws Exception {
    Mailbox jane = Mailbox.make(server, "mutt", folder);
    Path script = folder.resolve("fill.py");
    Files.writeString(script, jane.script("fill.py", Map.of("COUNT", "30")));
    jane.run(Map.of(), "python3", script.toString());
    Path rc = folder.resolve("muttrc");
    Files.writeString(rc, jane.script("muttrc", Map.of()));
    String keys =
        "<tag-pattern>~s message.2<enter><tag-prefix><flag-message>"
            + "<tag-prefix><save-message>=Kept<enter>y<sync-mailbox><quit>";
    jane.run(
        Map.of("TERM", "xterm", "HOME", folder.toString()),
        "script",
        "-qec",
        "mutt -F " + rc + " -e 'push \"" + keys + "\"'",
        "/dev/null");
    Files.writeString(script, jane.script("count.py", Map.of()));
    assertEquals("INBOX 19 0\nKept 11 11\n", jane.run(Map.of(), "python3", script.toString()));
  }

  @Test
  void mbsyncSyncsTenThousandMessagesBothWays(MailServer server) throws Exception {
    Mailbox jane = Mailbox.make(server, "mbsync", folder);
    Path here = Files.createDirectories(folder.resolve("here"));
    Path there = Files.createDirectories(folder.resolve("there"));
    for (String part : List.of("cur", "new", "tmp")) {
      Files.createDirectories(here.resolve("INBOX").resolve(part));
    }
    for (int i = 0; i < MESSAGES; i++) {
      Files.writeString(
          here.resolve("INBOX/new/%d.M%d.test".formatted(1_700_000_000 + i, i)),
          "From: a@example.org\nSubject: message %d\nMessage-ID: <m%d@example.org>\n\nHello %d\n"
              .formatted(i, i, i));
    }
    mbsync(jane, here, "up");
    assertEquals(MESSAGES, messages(here));
    mbsync(jane, there, "down");
    assertEquals(MESSAGES, messages(there));
    List<String> before = listing(there);
    String next = uidNext(jane);
    mbsync(jane, here, "up");
    mbsync(jane, there, "down");
    assertEquals(before, listing(there));
    assertEquals(next, uidNext(jane));
  }

  @Test
  void offlineimapSyncsBothWays(MailServer server) throws Exception {
    Mailbox jane = Mailbox.make(server, "offlineimap", folder);
    Path script = folder.resolve("fill.py");
    Files.writeString(script, jane.script("fill.py", Map.of("COUNT", "100")));
    jane.run(Map.of(), "python3", script.toString());
    Path maildir = folder.resolve("maildir");
    offlineimap(jane);
    List<String> names = listing(maildir);
    assertEquals(100, names.size());
    Path inbox = maildir.resolve("INBOX");
    Files.delete(file(inbox, names.get(0)));
    Path flagged = file(inbox, names.get(1));
    Files.move(flagged, inbox.resolve("cur").resolve(flagged.getFileName() + "F"));
    Files.writeString(inbox.resolve("new/1700000000.M1.test"), "Subject: here\n\nHello\n");
    offlineimap(jane);
    Files.writeString(script, jane.script("count.py", Map.of()));
    assertEquals("INBOX 100 1\nKept 0 0\n", jane.run(Map.of(), "python3", script.toString()));
    List<String> before = listing(maildir);
    String next = uidNext(jane);
    String said = offlineimap(jane);
    for (String transfer : List.of("Copy", "Adding", "Deleting", "Removing")) {
      assertFalse(said.contains(transfer), said);
    }
    assertEquals(before, listing(maildir));
    assertEquals(next, uidNext(jane));
  }

  private String offlineimap(Mailbox jane) throws IOException, InterruptedException {
    Path rc = folder.resolve("offlineimaprc");
    Files.writeString(rc, jane.script("offlineimaprc", Map.of("FOLDER", folder.toString())));
    return jane.run(Map.of("HOME", folder.toString()), "offlineimap", "-o", "-c", rc.toString());
  }

  private static Path file(Path maildir, String name) {
    Path seen = maildir.resolve("cur").resolve(name);
    return Files.exists(seen) ? seen : maildir.resolve("new").resolve(name);
  }

  @Test
  void imapflowCompressesIdlesAndMoves(MailServer server) throws Exception {
    Mailbox jane = Mailbox.make(server, "imapflow", folder);
    for (String name : List.of("package.json", "package-lock.json", "client.mjs")) {
      Files.writeString(folder.resolve(name), jane.script("imapflow/" + name, Map.of()));
    }
    jane.run(
        Map.of(),
        "npm",
        "ci",
        "--prefix",
        folder.toString(),
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--prefer-offline");
    String client = folder.resolve("client.mjs").toString();
    assertTrue(jane.run(Map.of(), "node", client).endsWith("all well\n"));
  }

  private void mbsync(Mailbox jane, Path maildir, String name)
      throws IOException, InterruptedException {
    Path rc = folder.resolve("mbsync-" + name);
    Files.writeString(rc, jane.script("mbsyncrc", Map.of("MAILDIR", maildir.toString())));
    jane.run(Map.of("HOME", folder.toString()), "mbsync", "-q", "-c", rc.toString(), "-a");
  }

  private String uidNext(Mailbox jane) throws IOException, InterruptedException {
    Path script = folder.resolve("next.py");
    Files.writeString(script, jane.script("next.py", Map.of()));
    return jane.run(Map.of(), "python3", script.toString());
  }

  private static long messages(Path maildir) throws IOException {
    return listing(maildir).size();
  }

  private static List<String> listing(Path maildir) throws IOException {
    try (Stream<Path> files = Files.walk(maildir.resolve("INBOX"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }
}
