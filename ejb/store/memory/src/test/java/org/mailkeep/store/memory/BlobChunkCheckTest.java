package org.mailkeep.store.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.BlobChunkCheck;
import org.mailkeep.store.api.BlobLimits;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.DataBlobStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.Verification;
import org.mailkeep.store.api.contract.TestClock;

class BlobChunkCheckTest {
  private final DataStore store = new DataStore(new MemoryBackend());
  private final DataBlobStore blobs =
      new DataBlobStore(store, BlobLimits.DEFAULT, Chance.secure(), new TestClock());

  @Test
  void octetsOfBlobsAndOfWritersBelongToThem() {
    link(write(10));
    link(write(500_000));
    StagedBlob staged = write(400_000);
    try (BlobStore.Sink unfinished = blobs.sink()) {
      unfinished.write(new byte[300_000], 0, 300_000);
      assertEquals(List.of(), verify(false).findings());
      assertEquals(3, verify(false).counts().get("blobs in pieces"));
    }
    link(staged);
    assertEquals(List.of(), verify(true).findings());
  }

  @Test
  void octetsOfNobodyGo() {
    link(write(10));
    StagedBlob large = write(500_000);
    link(large);
    link(write(600_000));
    Entry small = store.scan(Subspace.BLOB, Range.all(), Direction.UP, 10).getFirst();
    int pieces = count();
    delete(Subspace.BLOB, small.key());
    if (!Arrays.equals(small.key(), large.hash().octets())) {
      delete(Subspace.BLOB, large.hash().octets());
    }
    int faults = verify(false).findings().size();
    assertFalse(faults == 0);
    assertEquals(pieces, count(), "nothing was changed");
    assertEquals((long) faults, verify(true).counts().get("mended"));
    assertFalse(count() == pieces);
    assertEquals(List.of(), verify(false).findings());
  }

  private StagedBlob write(int size) {
    byte[] octets = new byte[size];
    Arrays.fill(octets, (byte) size);
    try (BlobStore.Sink sink = blobs.sink()) {
      sink.write(octets, 0, size);
      return sink.finish();
    }
  }

  private void link(StagedBlob blob) {
    var batch = new Batch();
    blob.link(batch, new byte[] {1});
    store.commit(batch);
  }

  private void delete(Subspace space, byte[] key) {
    store.commit(new Batch().delete(space, key));
  }

  private int count() {
    return store.scan(Subspace.BLOB_CHUNK, Range.all(), Direction.UP, 1_000).size();
  }

  private Verification verify(boolean repair) {
    var verification = new Verification(repair, false, Progress.UNWATCHED);
    new BlobChunkCheck(blobs).run(verification);
    return verification;
  }
}
