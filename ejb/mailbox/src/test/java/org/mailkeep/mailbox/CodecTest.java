package org.mailkeep.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mime.HeaderAddress;
import org.mailkeep.mime.MessageReader;
import org.mailkeep.mime.MessageStructure;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.store.api.RecordWriter;
import org.mailkeep.store.api.StoreException;

class CodecTest {
  private static final List<Change.Type> TYPES = List.of(Change.Type.values());
  private static final List<Change.Kind> KINDS = List.of(Change.Kind.values());

  private static MessageStructure read(String text) {
    return MessageReader.read(
        text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), MimeLimits.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Subject: x\n\nbody\n",
        """
        From: "Jane" <jane@example.org>, friends: a@b, "c d" <e@f>;
        Reply-To: r@s
        Cc: Joe <@one.example,@two.example:joe@example.org>
        References: <a@b> <c@d>
        In-Reply-To: <c@d>
        Date: Sat, 22 Nov 2025 10:00:00 +0000
        Content-Type: multipart/mixed; boundary=b; x*0*=UTF-8''%C3%BC

        --b
        Content-Type: message/rfc822
        Content-Description: inner
        Content-Disposition: attachment; filename="Grüße.eml"
        Content-ID: <i@d>
        Content-MD5: abc
        Content-Location: http://x/
        Content-Language: de, en

        Subject: inner

        text
        --b
        Content-Transfer-Encoding: base64

        AAAA
        --b--
        """
      })
  void structuresComeBackAsTheyWere(String text) {
    MessageStructure structure = read(text);
    assertEquals(structure, StructureCodec.decode(StructureCodec.encode(structure)));
  }

  @Test
  void theStructureOfASmallMessageIsSmall() {
    MessageStructure structure =
        read("From: a@b\nTo: c@d\nSubject: x\nMessage-ID: <1@b>\n\nbody\n");
    assertTrue(StructureCodec.encode(structure).length < 80);
  }

  @Test
  void anEarlierVersionsAddressesHaveNoRoute() {
    byte[] mailbox = new RecordWriter().text(1, "Joe").text(2, "joe").text(3, "x").bytes();
    byte[] earlier = new RecordWriter().octets(6, mailbox).bytes();
    assertEquals(
        List.of(new HeaderAddress.Mailbox("Joe", null, "joe", "x")),
        EnvelopeCodec.decode(earlier).to());
  }

  @Test
  void aLargeStructureIsLeftOut() {
    EmailRecord record =
        new EmailRecord(
            BlobHash.of(new byte[32]),
            1,
            2,
            3,
            List.of(new StoredMessage.Place(new MailboxId(4), 5)),
            new byte[70_000]);
    assertEquals(0, record.structure().length);
    EmailRecord read = EmailRecord.parse(record.record());
    assertEquals(record.places(), read.places());
    assertEquals(2, read.thread());
  }

  @Test
  void whatIsNoRecordIsCorrupt() {
    byte[] nothing = {};
    byte[] broken = {(byte) 0xff};
    assertThrows(StoreException.Corrupt.class, () -> StructureCodec.decode(nothing));
    assertThrows(StoreException.Corrupt.class, () -> StructureCodec.decode(broken));
    assertThrows(StoreException.Corrupt.class, () -> EmailRecord.parse(nothing));
    assertThrows(StoreException.Corrupt.class, () -> Membership.decode(1, nothing));
    assertThrows(StoreException.Corrupt.class, () -> MailboxState.parse(1, nothing));
    assertThrows(StoreException.Corrupt.class, () -> Counters.parse(broken));
  }

  @Test
  void rowsComeBackAsTheyWere() {
    Flags flags = Flags.ofImap(List.of("\\Seen", "\\Deleted", "$Junk", "ünï")).orElseThrow();
    Chunk.Row row = new Chunk.Row(7, 99, 1234, -5, 1_700_000_000, flags, 1L << 40);
    assertEquals(row, Membership.decode(7, Membership.encode(row)));
  }

  @Test
  void mailboxesComeBackAsTheyWere() {
    Tally tally = new Tally(1_763_000_000, 9, 10, 4, 3, 2, 1, 1L << 33, 5);
    MailboxState state =
        new MailboxState(new MailboxId(3), 2, "Grüße", Role.SENT, true, tally, Sharing.NONE);
    assertEquals(state, MailboxState.parse(3, state.record()));
  }

  @Test
  void changesComeBackAsTheyWere() {
    List<Change> changes = new ArrayList<>();
    for (int i = 1; i < 50; i++) {
      Change.Type type = TYPES.get(i % 3);
      MailboxId mailbox = type == Change.Type.EMAIL ? new MailboxId(i / 10 + 1) : null;
      changes.add(new Change(i / 5 + 1, type, i * 3L, KINDS.get(i % 2), mailbox, i % 7));
    }
    assertEquals(changes, ChangeCodec.decode(ChangeCodec.encode(changes, 5)));
  }

  @Test
  void manyChangesStaySmallerThanAValueMayBe() {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < ChangeCodec.ENTRIES; i++) {
      changes.add(
          new Change(
              Long.MAX_VALUE - i,
              i % 2 == 0 ? Change.Type.EMAIL : Change.Type.THREAD,
              Long.MAX_VALUE - i,
              Change.Kind.CREATED,
              new MailboxId(Long.MAX_VALUE - i),
              Integer.MAX_VALUE));
    }
    assertTrue(ChangeCodec.encode(changes, 1L << 40).length < 100_000);
  }
}
