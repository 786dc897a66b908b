package org.mailkeep.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Progress;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.mailbox.MailboxResult;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.mailbox.NewMessage;
import org.mailkeep.mailbox.Settlement;
import org.mailkeep.mailbox.StoredMessage;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.store.memory.MemoryBackend;

/// What is exported from one account and imported into another is the same there: folders, octets,
/// flags and dates.
class RoundTripTest {
  private static final List<String> WORDS =
      List.of(
          "From here",
          ">From there",
          ">>From x Thu Jan  1 00:00:00 1970",
          "",
          "From a@b Thu Jan  1 00:00:00 1970",
          "Status: RO",
          "text",
          ".",
          "\u00e4\u00f6",
          "x".repeat(40_000),
          "a\rb",
          ">");

  private final MailFixture fixture = new MailFixture(new MemoryBackend());
  private final MailAccount from = fixture.open(1);
  private final MailAccount to = fixture.open(2);
  private final MailImport intake =
      new MailImport(fixture.blobs, MimeLimits.DEFAULT, fixture.clock, 10_000_000);
  private final MailExport export = new MailExport(fixture.blobs, fixture.clock);
  private final Random random = new Random(20261129);

  @BeforeEach
  void fill() {
    for (String path : List.of("INBOX", "Work/v1.2", "Entw\u00fcrfe & mehr", "Empty")) {
      Mailbox mailbox =
          from.find(path).orElseGet(() -> ((MailboxResult.Done) from.create(path, null)).mailbox());
      for (int i = 0; i < (path.equals("Empty") ? 0 : 300); i++) {
        file(mailbox, i);
      }
    }
  }

  private void file(Mailbox mailbox, int number) {
    var text = new StringBuilder();
    if (number % 7 == 0) {
      text.append("Status: odd\r\n");
    }
    text.append("From: Jane <jane@example.org>\r\nMessage-ID: <")
        .append(number)
        .append("@x>\r\n\r\n");
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(WORDS.get(random.nextInt(WORDS.size()))).append("\r\n");
    }
    List<String> words =
        List.of("\\Seen", "\\Answered", "\\Flagged", "\\Draft", "\\Deleted", "$Label1", "work")
            .stream()
            .filter(_ -> random.nextBoolean())
            .toList();
    NewMessage plain = message(mailbox, text.toString(), Flags.ofImap(words).orElseThrow());
    Instant received = Instant.ofEpochSecond(1_000_000_000L + random.nextInt(700_000_000));
    from.file(
        List.of(
            new NewMessage(
                plain.mailbox(), plain.content(), plain.structure(), plain.flags(), received)),
        Settlement.NONE);
  }

  private NewMessage message(Mailbox mailbox, String text, Flags flags) {
    return fixture.message(mailbox.id(), text, flags);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void throughAMaildir() throws IOException {
    var out = new ByteArrayOutputStream();
    assertEquals(900, export.maildir(from, from.mailboxes(), out, Progress.UNWATCHED));
    intake.maildir(to, new ByteArrayInputStream(out.toByteArray()), false, Progress.UNWATCHED);
    assertEquals(shown(from), shown(to));
  }

  @Test
  void keywordsWithoutALetterAreTold() throws IOException {
    Mailbox many = ((MailboxResult.Done) from.create("Many words", null)).mailbox();
    List<String> words = IntStream.range(10, 39).mapToObj(number -> "w" + number).toList();
    from.file(
        List.of(message(many, "A: b\r\n\r\n", Flags.ofImap(words).orElseThrow())), Settlement.NONE);
    var out = new ByteArrayOutputStream();
    export.maildir(from, from.mailboxes(), out, Progress.UNWATCHED);
    String leftOut = "";
    var tar = new TarReader(new ByteArrayInputStream(out.toByteArray()));
    for (var next = tar.next(); next.isPresent(); next = tar.next()) {
      if (next.get().name().equals("./mailkeep-keywords-left-out")) {
        leftOut = new String(tar.readAllBytes(), ISO_8859_1);
      }
    }
    assertEquals("w36 Many words\nw37 Many words\nw38 Many words\n", leftOut);
    intake.maildir(to, new ByteArrayInputStream(out.toByteArray()), false, Progress.UNWATCHED);
    MailboxView view = to.view(to.find("Many words").orElseThrow().id()).orElseThrow();
    assertEquals(words.subList(0, 26), view.keywords(100));
  }

  @Test
  void throughAnMboxForEachMailbox() throws IOException {
    for (Mailbox mailbox : from.mailboxes()) {
      var out = new ByteArrayOutputStream();
      export.mbox(from, mailbox, out, Progress.UNWATCHED);
      var in = new ByteArrayInputStream(out.toByteArray());
      intake.mbox(to, mailbox.path(), in, false, Progress.UNWATCHED);
    }
    assertEquals(shown(from), shown(to));
  }

  /// All messages by mailbox; mailboxes without any, too.
  private Map<String, List<String>> shown(MailAccount account) {
    var all = new TreeMap<String, List<String>>();
    for (Mailbox mailbox : account.mailboxes()) {
      MailboxView view = account.view(mailbox.id()).orElseThrow();
      List<String> messages = new ArrayList<>();
      for (int i = 0; i < view.count(); i++) {
        StoredMessage message = account.messages(List.of(view.email(i))).values().iterator().next();
        byte[] octets = fixture.blobs.read(message.blob(), 0, (int) message.size());
        messages.add(
            view.received(i) + " " + view.flags(i) + "\n" + new String(octets, ISO_8859_1));
      }
      all.put(mailbox.path(), messages);
    }
    if (account.equals(to)) {
      all.computeIfAbsent("Empty", _ -> List.of()); // a Maildir without a message makes no mailbox
    }
    return all;
  }
}
