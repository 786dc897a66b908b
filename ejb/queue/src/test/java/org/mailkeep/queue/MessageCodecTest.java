package org.mailkeep.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.store.api.RecordWriter;
import org.mailkeep.store.api.StoreException;

final class MessageCodecTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");
  private static final QueueId ID = new QueueId(7);

  @Test
  void messagesComeBackAsTheyWere() {
    var options = new MailOptions(MailOptions.Body.BINARY, true, MailOptions.Returns.FULL, "x+2By");
    var recipients =
        List.of(
            Recipient.of(Address.of("a@example.org")),
            new Recipient(Address.of("\"b c\"@example.org"), Set.of(Notify.NEVER), "rfc822;b"),
            new Recipient(
                Address.of("ø@example.org"),
                Set.of(Notify.SUCCESS, Notify.FAILURE, Notify.DELAY),
                null,
                new AccountId(9)));
    for (Address sender : new Address[] {Address.of("s@example.org"), null}) {
      var envelope =
          new Envelope(
              sender,
              recipients,
              NOON,
              new AccountId(3),
              options,
              20,
              InetAddress.getLoopbackAddress());
      assertEquals(envelope, again(envelope).envelope());
    }
    var plain = Envelope.of(null, List.of(Address.of("a@example.org")), NOON);
    assertEquals(plain, again(plain).envelope());
  }

  @Test
  void statesComeBackAsTheyWere() {
    var status = new Status("4.2.1", "450 busy", "mx.example.net");
    for (RecipientState.Phase phase : RecipientState.Phase.values()) {
      var state = new RecipientState(phase, 5, 2, NOON, status);
      assertEquals(state, MessageCodec.state(MessageCodec.state(state)));
    }
    var ours =
        new RecipientState(RecipientState.Phase.FAILED, 0, 0, NOON, Status.ours("5.0.0", ""));
    assertEquals(ours, MessageCodec.state(MessageCodec.state(ours)));
    var fresh = RecipientState.fresh(NOON);
    assertEquals(fresh, MessageCodec.state(MessageCodec.state(fresh)));
  }

  @Test
  void fieldsOfLaterVersionsArePassedOver() {
    var message = message(Envelope.of(null, List.of(Address.of("a@example.org")), NOON));
    var draft = new MessageCodec.Draft();
    draft.read(
        MessageCodec.entry(
            message, MessageCodec.pages(message.envelope().recipients()).getFirst()));
    draft.read(new RecordWriter().text(99, "later").bytes());
    assertEquals(message, draft.message(ID, 0));
  }

  @Test
  void damageIsNoticed() {
    var draft = new MessageCodec.Draft();
    assertThrows(StoreException.Corrupt.class, () -> draft.message(ID, 0));
    assertThrows(StoreException.Corrupt.class, () -> draft.read(new byte[] {10, 90}));
    byte[] bad =
        new RecordWriter().octets(10, new RecordWriter().text(1, "no address").bytes()).bytes();
    assertThrows(StoreException.Corrupt.class, () -> draft.read(bad));
  }

  private static StoredMessage again(Envelope envelope) {
    StoredMessage message = message(envelope);
    var draft = new MessageCodec.Draft();
    draft.read(MessageCodec.entry(message, MessageCodec.pages(envelope.recipients()).getFirst()));
    return draft.message(ID, 0);
  }

  private static StoredMessage message(Envelope envelope) {
    return new StoredMessage(ID, envelope, BlobHash.of(new byte[32]), 123, 0, new TreeMap<>());
  }
}
