package org.mailkeep.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.mailbox.Content;
import org.mailkeep.queue.Attempt;
import org.mailkeep.queue.Envelope;
import org.mailkeep.queue.MailOptions;
import org.mailkeep.queue.MessageContent;
import org.mailkeep.queue.Recipient;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.BlobLimits;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.DataBlobStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.store.memory.MemoryBackend;

/// An attempt for all recipients of an envelope.
record TestAttempt(Envelope envelope, MessageContent content) implements Attempt {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  static TestAttempt of(String text, String... recipients) {
    List<Recipient> to = Arrays.stream(recipients).map(Address::of).map(Recipient::of).toList();
    return of(text, 0, MailOptions.NONE, to);
  }

  static TestAttempt of(
      String text, int returnPath, MailOptions options, List<Recipient> recipients) {
    var sender = Address.of("jane@example.org");
    var envelope = new Envelope(sender, recipients, NOON, null, options, returnPath, null);
    return new TestAttempt(envelope, new MessageContent.Recent(staged(text), false));
  }

  private static StagedBlob staged(String text) {
    var store = new DataStore(new MemoryBackend());
    var blobs = new DataBlobStore(store, BlobLimits.DEFAULT, Chance.secure(), () -> NOON);
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    try (BlobStore.Sink sink = blobs.sink()) {
      sink.write(octets, 0, octets.length);
      return sink.finish();
    }
  }

  @Override
  public QueueId id() {
    return new QueueId(7);
  }

  @Override
  public List<Recipient> recipients() {
    return envelope.recipients();
  }

  @Override
  public int retries() {
    return 0;
  }

  @Override
  public Content hand(int recipient) {
    return content.content();
  }

  @Override
  public void settle(int recipient, Batch batch) {
    throw new IllegalStateException("remote mail is not settled");
  }
}
