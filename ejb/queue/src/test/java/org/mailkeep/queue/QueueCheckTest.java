package org.mailkeep.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.queue.QueueFixture.deferred;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailkeep.kernel.Progress;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.BlobIndex;
import org.mailkeep.store.api.BlobLinkCheck;
import org.mailkeep.store.api.DataBlobStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.Verification;
import org.mailkeep.store.api.Verification.State;

/// Each kind of record of the queue is broken by hand, found, and mended below a queue that runs.
@Timeout(60)
final class QueueCheckTest {
  private final QueueFixture it = new QueueFixture();

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void aQueueThatFitsHasNoFaults() {
    waiting();
    String[] many = new String[2_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = "r" + i + "@example.net";
    }
    it.carriers.script("r7@example.net", deferred("busy"));
    it.send("jane@example.org", many);
    it.settle();
    assertEquals(List.of(), verify(false).findings());
  }

  @Test
  void aMessageThatIsDueAtNoTimeIsTried() {
    QueueId id = waiting();
    delete(
        Subspace.QUEUE_DUE,
        it.disk.scan(Subspace.QUEUE_DUE, Range.all(), Direction.UP, 1).getFirst().key());
    it.pass(Duration.ofMinutes(3));
    assertEquals(1, it.carriers.carried().size(), "nobody tries it");
    assertFault(id, "is due at no time", State.FOUND);
    assertFault(id, "is due at no time", State.MENDED);
    QueueFixture.await(it::clean);
    assertEquals(2, it.carriers.carried().size());
  }

  @Test
  void aTimeWithoutAMessageGoes() {
    QueueId nobody = it.queue().nextId();
    it.data.commit(
        new Batch()
            .put(
                Subspace.QUEUE_DUE,
                QueueKeys.due(it.clock.millis() + 1_000_000, nobody),
                new byte[0]));
    assertFault(nobody, "is due and not there", State.FOUND);
    assertFault(nobody, "is due and not there", State.MENDED);
    assertTrue(it.clean());
  }

  @Test
  void whatAMessageLeftGoes() {
    QueueId nobody = it.queue().nextId();
    it.data.commit(
        new Batch()
            .put(
                Subspace.QUEUE,
                QueueKeys.state(nobody, 3),
                MessageCodec.state(RecipientState.fresh(it.clock.instant()))));
    assertFault(nobody, "left recipients or their states", State.FOUND);
    assertFault(nobody, "left recipients or their states", State.MENDED);
    assertTrue(it.clean());
  }

  @Test
  void octetsWithoutALinkAreLinked() {
    QueueId id = waiting();
    byte[] link = BlobIndex.link(message(id).blob(), QueueKeys.owner(id));
    delete(Subspace.BLOB_LINK, link);
    assertFault(id, "without a link", State.FOUND);
    assertFault(id, "without a link", State.MENDED);
    assertNotNull(it.data.get(Subspace.BLOB_LINK, link));
    assertEquals(List.of(), verify(false).findings());
  }

  @Test
  void octetsThatAreGoneAreTold() {
    QueueId id = waiting();
    delete(Subspace.BLOB, message(id).blob().octets());
    assertFault(id, "its octets are gone", State.LOST);
  }

  @Test
  void aDamagedRecordIsTold() {
    QueueId id = waiting();
    it.data.commit(new Batch().put(Subspace.QUEUE, QueueKeys.entry(id), new byte[] {-1}));
    assertFault(id, "its record is damaged", State.LOST);
  }

  @Test
  void mailOnItsWayIsNoFault() throws Exception {
    var stop = new AtomicBoolean();
    it.queue();
    Thread sender =
        Thread.ofVirtual()
            .start(() -> {
              for (int i = 0; !stop.get(); i++) {
                String to = "r" + i + "@example.net";
                if (i % 3 == 0) {
                  it.carriers.script(to, deferred("busy"));
                }
                it.send("jane@example.org", to, "local" + i + "@example.org");
              }
            });
    long end = System.nanoTime() + 1_500_000_000L;
    for (int look = 0; System.nanoTime() < end || look < 3; look++) {
      assertEquals(List.of(), verify(look % 2 == 1).findings());
      it.clock.pass(Duration.ofMinutes(1));
      it.queue().wake();
    }
    stop.set(true);
    sender.join();
  }

  /// A message that waits for its second attempt.
  private QueueId waiting() {
    it.carriers.script("bob@example.net", deferred("busy"));
    QueueId id = it.send("jane@example.org", "bob@example.net");
    it.settle();
    return id;
  }

  private StoredMessage message(QueueId id) {
    return Objects.requireNonNull(QueueStore.load(it.data, id));
  }

  private void delete(Subspace space, byte[] key) {
    assertNotNull(it.data.get(space, key));
    it.data.commit(new Batch().delete(space, key));
  }

  private void assertFault(QueueId id, String fault, State state) {
    List<Verification.Finding> findings = verify(state == State.MENDED).findings();
    assertTrue(
        findings.stream()
            .anyMatch(finding ->
                finding.subject().equals("message " + id)
                    && finding.fault().contains(fault)
                    && finding.state() == state),
        findings.toString());
  }

  private Verification verify(boolean repair) {
    var verification = new Verification(repair, false, Progress.UNWATCHED);
    it.queue().check().run(verification);
    new BlobLinkCheck((DataBlobStore) it.blobs, List.of(new QueueOwners())).run(verification);
    return verification;
  }
}
