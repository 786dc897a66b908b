package org.mailkeep.launcher;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferCommandsTest {
  private static final String JANE = "jane@example.org";
  private static final String IMPORT = "POST /api/mail/jane%40example.org/import";

  @TempDir private Path folder;
  private ScriptedApi api;

  @BeforeEach
  void open() throws Exception {
    api = new ScriptedApi(folder);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aFileGoesIntoTheInboxOrAnotherMailbox() throws Exception {
    Path file = Files.writeString(folder.resolve("old"), "From x\n");
    api.says(200, counts(3, 1)).says(200, counts(0, 0));
    assertEquals(
        "INBOX: 3 imported, 1 duplicates\n", api.run("", "import", "mbox", JANE, file.toString()));
    assertEquals(
        "Work/Old: nothing\n",
        api.run(
            "", "import", "mbox", JANE, file.toString(), "--mailbox", "Work/Old", "--duplicates"));
    assertEquals(
        List.of(
            IMPORT + "?format=mbox&mailbox=INBOX From x",
            IMPORT + "?format=mbox&duplicates=true&mailbox=Work%2FOld From x"),
        api.asked);
  }

  @Test
  void filesOfAFolderGoIntoTheMailboxesOfTheirNames() throws Exception {
    Path from = folder.resolve("mail");
    Path work = Files.createDirectories(from.resolve("Work"));
    Files.writeString(work.resolve("2026.mbox"), "a");
    Files.writeString(from.resolve("INBOX.mbox"), "b");
    Files.writeString(from.resolve("notes.txt"), "c");
    api.says(200, counts(1, 0)).says(200, counts(1, 0));
    api.run("", "import", "mbox", JANE, from.toString());
    assertEquals(
        List.of(
            IMPORT + "?format=mbox&mailbox=INBOX b", IMPORT + "?format=mbox&mailbox=Work%2F2026 a"),
        api.asked);
  }

  @Test
  void aMaildirIsPackedOnItsWay() throws Exception {
    Path from = folder.resolve("mail");
    Path cur = Files.createDirectories(from.resolve("cur"));
    Files.writeString(cur.resolve("1.a:2,S"), "the message");
    Files.writeString(from.resolve("dovecot-keywords"), "0 work\n");
    api.says(200, counts(1, 0));
    api.run("", "import", "maildir", JANE, from.toString());
    String asked = api.asked.getFirst();
    assertTrue(asked.startsWith(IMPORT + "?format=maildir "), asked);
    assertTrue(asked.contains("the message"), asked);
    assertTrue(asked.indexOf("0 work") < asked.indexOf("the message"), "keywords come first");
  }

  @Test
  void whatIsRefusedIsAFailure() throws Exception {
    Path file = Files.writeString(folder.resolve("old"), "nonsense");
    api.says(409, "{\"title\":\"Conflict\",\"detail\":\"this is no mbox\"}");
    var failure =
        assertThrows(Failure.class, () -> api.run("", "import", "mbox", JANE, file.toString()));
    assertTrue(String.valueOf(failure.getMessage()).contains("no mbox"), failure.getMessage());
    assertThrows(Failure.class, () -> api.run("", "import", "mbox", JANE, folder.toString()));
    assertThrows(Failure.class, () -> api.run("", "import", "maildir", JANE, file.toString()));
    assertThrows(Failure.class, () -> api.run("", "import", "imap", JANE, "--host", "h"));
  }

  @Test
  void eachMailboxBecomesAFile() throws Exception {
    api.says(200, "{\"data\":[{\"path\":\"INBOX\"},{\"path\":\"Work/..\"}]}")
        .says(200, "one")
        .says(200, "two");
    Path to = folder.resolve("out");
    api.run("", "export", "mbox", JANE, to.toString());
    assertEquals("one", Files.readString(to.resolve("INBOX.mbox")));
    assertEquals("two", Files.readString(to.resolve("Work").resolve("%2e..mbox")));
    assertEquals(
        "GET /api/mail/jane%40example.org/export?format=mbox&mailbox=Work%2F..",
        api.asked.getLast());
    assertThrows(
        Failure.class, () -> api.run("", "export", "mbox", JANE, to.toString()), "not empty");
  }

  @Test
  void keywordsThatAMaildirLeavesOutAreTold() throws Exception {
    Path from = Files.createDirectories(folder.resolve("from"));
    Files.writeString(from.resolve("mailkeep-keywords-left-out"), "w1 INBOX\nw2 Work\n");
    var tar = new ByteArrayOutputStream();
    Tar.pack(from, in -> in.transferTo(tar));
    api.says(200, tar.toString(US_ASCII)).says(200, tar.toString(US_ASCII));
    Path to = folder.resolve("to");
    assertEquals(
        "Exported: "
            + to
            + "\nKeywords left out, because a mailbox has letters for 26: 2; see "
            + to.resolve("mailkeep-keywords-left-out")
            + "\n",
        api.run("", "export", "maildir", JANE, to.toString()));
    String json = api.run("", "export", "maildir", JANE, folder.resolve("b").toString(), "--json");
    assertTrue(json.contains("\"keywordsLeftOut\":2"), json);
  }

  @Test
  void muchMailShowsHowFarItIs() throws Exception {
    String text = "x".repeat(3 << 19);
    Path file = Files.writeString(folder.resolve("old"), text);
    api.says(200, counts(3, 1));
    String said = api.run("", "import", "mbox", JANE, file.toString());
    assertTrue(
        said.matches("(INBOX: [0-9.]+ [kM]B of 1.5 MB\n)+INBOX: 3 imported, 1 duplicates\n"), said);
    Path maildir = Files.createDirectories(folder.resolve("maildir"));
    Files.writeString(maildir.resolve("1"), text);
    api.says(200, counts(3, 1));
    said = api.run("", "import", "maildir", JANE, maildir.toString());
    assertTrue(said.matches("(\\S+: [0-9.]+ [kM]B\n)+\\S+: 3 imported, 1 duplicates\n"), said);
    api.says(200, text);
    String out = folder.resolve("out").toString();
    said = api.run("", "export", "mbox", JANE, out, "--mailbox", "Work");
    assertTrue(said.matches("(Work: [0-9.]+ [kM]B\n)+Exported: \\S+\n"), said);
    api.says(200, counts(3, 1));
    said = api.run("", "import", "mbox", JANE, file.toString(), "--json");
    assertEquals("{\"imported\":3,\"duplicates\":1,\"empty\":0}\n", said);
  }

  @Test
  void eachSecondIsAChange() throws Exception {
    var printed = new ByteArrayOutputStream();
    var line = new ChangingLine(new PrintStream(printed, true, UTF_8), false);
    var time = new AtomicLong();
    var octets = new ByteArrayInputStream(new byte[4_096]);
    var subject = new OctetProgress.Subject("INBOX", 4_096);
    try (var in = new OctetProgress(octets, line, subject, time::get)) {
      in.readNBytes(100);
      time.addAndGet(999_999_999);
      in.readNBytes(924);
      time.addAndGet(1);
      in.readNBytes(1_024);
      time.addAndGet(2_000_000_000);
      assertEquals(0, in.read());
      time.addAndGet(1_000_000_000);
      in.readNBytes(1_023);
    }
    assertEquals("INBOX: 2 kB of 4 kB\nINBOX: 3 kB of 4 kB\n", printed.toString(UTF_8));
  }

  @Test
  void onATerminalTheLineChanges() {
    var printed = new ByteArrayOutputStream();
    var line = new ChangingLine(new PrintStream(printed, true, UTF_8), true);
    line.show("12 of 100");
    line.show("9");
    line.end();
    line.end();
    assertEquals("\r12 of 100\r9        " + System.lineSeparator(), printed.toString(UTF_8));
  }

  @Test
  void aFolderIsPackedAndUnpacked() throws Exception {
    Path from = folder.resolve("from");
    Files.writeString(Files.createDirectories(from.resolve("cur")).resolve("1.a"), "text");
    Path to = Files.createDirectories(folder.resolve("to"));
    Tar.pack(from, in -> Tar.unpack(in, to));
    assertEquals("text", Files.readString(to.resolve("cur").resolve("1.a")));
    var nonsense = new ByteArrayInputStream("no tar".getBytes(UTF_8));
    assertThrows(Failure.class, () -> Tar.unpack(nonsense, to));
  }

  @ParameterizedTest
  @CsvSource({"Work/2026", "a%b", "100%41", "what?/a:b", "..", "x\\y", "\u00e4"})
  void mailboxesHaveFilesAndFilesMailboxes(String mailbox) {
    Path file = MboxFile.of(folder, mailbox);
    assertTrue(file.normalize().startsWith(folder) && file.normalize().equals(file), mailbox);
    assertEquals(mailbox, MboxFile.mailbox(folder.relativize(file).toString()));
  }

  private static String counts(int imported, int duplicates) {
    return "{\"data\":{\"imported\":%d,\"duplicates\":%d,\"empty\":0}}"
        .formatted(imported, duplicates);
  }
}
