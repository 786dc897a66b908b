package org.mailkeep.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Progress;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.mailbox.Quota;
import org.mailkeep.mailbox.StoredMessage;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.store.memory.MemoryBackend;

class MailImportTest {
  private static final String FROM = "From jane@example.org Thu Jan  1 00:01:00 2026\n";

  private final MailFixture fixture = new MailFixture(new MemoryBackend());
  private final MailAccount account = fixture.open(1);
  private final MailImport intake =
      new MailImport(fixture.blobs, MimeLimits.DEFAULT, fixture.clock, 10_000);

  @AfterEach
  void close() {
    fixture.close();
  }

  private Map<String, Long> mbox(String path, String text, boolean duplicates) throws IOException {
    var in = new ByteArrayInputStream(text.getBytes(ISO_8859_1));
    return intake.mbox(account, path, in, duplicates, Progress.UNWATCHED);
  }

  private static String message(int number) {
    return FROM + MailFixture.text("m" + number, "s").replace("\r\n", "\n") + "\n";
  }

  @Test
  void messagesComeOnceUnlessTwiceIsWanted() throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      text.append(message(i));
    }
    text.append(message(3));
    Map<String, Long> first = mbox("Old/2025", text.toString(), false);
    assertEquals(150, first.get("imported"));
    assertEquals(1, first.get("duplicates"));
    Map<String, Long> again = mbox("Old/2025", text.toString(), false);
    assertEquals(0, again.get("imported"));
    assertEquals(151, again.get("duplicates"));
    assertEquals(150, mbox("Other", text.toString(), false).get("imported"), "elsewhere it is new");
    assertEquals(151, mbox("Old/2025", text.toString(), true).get("imported"));
    assertTrue(account.subscriptions().contains("Old/2025"));
  }

  @Test
  void anotherSizeIsAnotherMessage() throws IOException {
    mbox("INBOX", message(1), false);
    assertEquals(
        1, mbox("INBOX", message(1).replace("Hello", "Hello again"), false).get("imported"));
  }

  @Test
  void whatIsTooLargeOrEmptyIsLeftOut() throws IOException {
    String large = FROM + "A: b\n\n" + "x".repeat(10_000) + "\n\n";
    Map<String, Long> counts = mbox("INBOX", message(1) + large + FROM + "\n" + message(2), false);
    assertEquals(2, counts.get("imported"));
    assertEquals(1, counts.get("too large"));
    assertEquals(1, counts.get("empty"));
    assertEquals(2, account.quota().messages());
  }

  @Test
  void theNoteOfAnotherProgramIsLeftOut() throws IOException {
    String note =
        FROM + "Subject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA\n\nThis text is\n\n";
    assertEquals(1, mbox("INBOX", note + message(1), false).get("imported"));
  }

  @Test
  void aFullAccountEndsIt() {
    fixture.quota.put(account.id(), new Quota.Limits(0, 1));
    var full =
        assertThrows(TransferException.class, () -> mbox("INBOX", message(1) + message(2), false));
    assertEquals("the account has no room left", full.getMessage());
  }

  @Test
  void whatCameBeforeItBrokeOffStaysAndIsTold() {
    byte[] text = (message(1) + message(2) + message(1) + FROM).getBytes(ISO_8859_1);
    var in =
        new SequenceInputStream(
            new ByteArrayInputStream(text),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the line is dead");
              }

              @Override
              public int read(byte[] target, int start, int length) throws IOException {
                return read();
              }
            });
    var broken =
        assertThrows(
            BrokenOffException.class,
            () -> intake.mbox(account, "INBOX", in, false, Progress.UNWATCHED));
    assertEquals("the line is dead", broken.getMessage());
    assertEquals("2 imported, 1 duplicates, 1 mailboxes", broken.words());
    assertEquals(2, account.quota().messages());
  }

  @Test
  void aNameThatNoMailboxCanHaveIsRefused() {
    assertThrows(TransferException.class, () -> mbox("a*b", message(1), false));
    assertThrows(TransferException.class, () -> mbox("", message(1), false));
  }

  @Test
  void theTimeComesFromTheLineOrTheHeader() throws IOException {
    String header =
        "Received: from a by b;\n\tFri, 2 Jan 2026 03:04:05 +0100\nReceived: c; Mon, 5 Jan 2026"
            + " 00:00:00 +0000\nDate: Thu, 1 Jan 2026 00:00:00 +0000\n";
    mbox("INBOX", "From x\n" + header + "\none\n\n" + FROM + header + "\ntwo\n", true);
    MailboxView view = account.view(MailFixture.inbox(account)).orElseThrow();
    assertEquals(Instant.parse("2026-01-02T02:04:05Z"), view.received(0));
    assertEquals(Instant.parse("2026-01-01T00:01:00Z"), view.received(1));
  }

  @Test
  void aMaildirOfAnotherProgramIsRead() throws IOException {
    var out = new ByteArrayOutputStream();
    var tar = new TarWriter(out);
    Instant time = Instant.parse("2026-02-03T04:05:06Z");
    file(tar, "./dovecot-keywords", "0 work\n", time);
    file(tar, "./cur/1.a:2,FSa", "A: b\n\none\r\ntwo\n", time);
    file(tar, "new/2.b", "Date: Thu, 1 Jan 2026 00:00:00 +0000\r\n\r\none\ntwo\r\n", Instant.EPOCH);
    file(tar, "./tmp/3.c", "unfinished", time);
    file(tar, "./.Sent.Old/cur/4.d", "A: b\n\nsent\n", time);
    file(tar, "./.a%b/cur/5.e", "A: b\n\nnowhere\n", time);
    file(tar, "../../cur/6.f", "A: b\n\nnowhere\n", time);
    file(tar, "./subscriptions", "Sent\n", time);
    file(tar, "cur", "no message", time);
    tar.finish();
    Map<String, Long> counts =
        intake.maildir(
            account, new ByteArrayInputStream(out.toByteArray()), false, Progress.UNWATCHED);
    assertEquals(3, counts.get("imported"));
    assertEquals(2, counts.get("refused"));
    MailboxView view = account.view(MailFixture.inbox(account)).orElseThrow();
    assertEquals("\\Seen \\Flagged work", view.flags(0).imap());
    assertEquals(time, view.received(0));
    assertEquals("A: b\r\n\r\none\r\ntwo\r\n", text(view, 0));
    assertEquals(Instant.parse("2026-01-01T00:00:00Z"), view.received(1));
    assertEquals(
        "Date: Thu, 1 Jan 2026 00:00:00 +0000\r\n\r\none\ntwo\r\n",
        text(view, 1),
        "what has CRLF stays as it is");
    assertEquals(1, account.find("Sent/Old").orElseThrow().status().messages());
  }

  private String text(MailboxView view, int index) {
    StoredMessage message = account.messages(List.of(view.email(index))).values().iterator().next();
    return new String(fixture.blobs.read(message.blob(), 0, (int) message.size()), ISO_8859_1);
  }

  private static void file(TarWriter tar, String name, String text, Instant time)
      throws IOException {
    byte[] octets = text.getBytes(ISO_8859_1);
    tar.file(name, octets.length, time, new ByteArrayInputStream(octets));
  }
}
