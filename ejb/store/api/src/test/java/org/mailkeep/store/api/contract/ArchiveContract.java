package org.mailkeep.store.api.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.BlobForm;
import org.mailkeep.store.api.BlobLimits;
import org.mailkeep.store.api.DataBlobStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Schema;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.moving.Export;
import org.mailkeep.store.api.moving.Import;
import org.mailkeep.store.api.moving.Marks;
import org.mailkeep.store.api.moving.MovableBackend;
import org.mailkeep.store.api.moving.MoveRules;
import org.mailkeep.store.api.spi.BlobBackend;
import org.mailkeep.store.api.spi.DataBackend;

/// What holds of archives, whichever store they come from and go to.
public abstract class ArchiveContract {
  private static final byte[] OWNER = {7};
  private static final byte[] KEY = {1, 2};

  private final InstantSource clock = InstantSource.system();
  private DataBackend source;
  private DataBackend target;
  private MovableBackend movable;

  /// The store that is exported, empty.
  protected abstract DataBackend source() throws Exception;

  /// The store that is filled, empty.
  protected abstract DataBackend target() throws Exception;

  /// Keeps octets of blobs outside; null when they are to lie in the source.
  protected @Nullable BlobBackend outside() {
    return null;
  }

  @BeforeEach
  void open() throws Exception {
    source = source();
    target = target();
    movable = new MovableBackend(source, Duration.ofSeconds(10));
    new Schema(List.of()).open(new DataStore(source), "source", clock);
  }

  @AfterEach
  void close() {
    source.close();
    target.close();
  }

  @Test
  void everythingIsThereAfterwards() throws Exception {
    var before = blobs(movable, outside());
    byte[] large = octets(300_000);
    BlobHash small = keep(before, movable, octets(10));
    BlobHash big = keep(before, movable, large);
    for (int i = 0; i < 1_200; i++) {
      movable.commit(new Batch().put(Subspace.EMAIL, Keys.of((long) i).bytes(), new byte[i % 50]));
    }
    byte[] archive = exported(before);
    load(archive);
    var after = blobs(target, null);
    assertEquals(10, after.size(small));
    assertArrayEquals(large, after.stream(big, 0, large.length).readAllBytes());
    assertEquals(1_200, target.scan(Subspace.EMAIL, Range.all(), Direction.UP, 5_000).size());
    assertEquals(
        source.scan(Subspace.BLOB_LINK, Range.all(), Direction.UP, 100).size(),
        target.scan(Subspace.BLOB_LINK, Range.all(), Direction.UP, 100).size());
    assertFalse(Marks.arriving(target));
    assertEquals(Schema.FIRST, Schema.of(target).orElseThrow());
    after.purge();
    assertEquals(10, after.size(small), "it is linked");
    Batch gone = new Batch();
    after.unlink(gone, big, OWNER);
    target.commit(gone);
  }

  @Test
  void whatCommitsChangeMeanwhileIsOneMoment() throws Exception {
    var writers = new MoveWriters(movable, 3);
    for (int i = 0; i < 3_000; i++) {
      movable.writeAhead(new Batch().put(Subspace.EMAIL, Keys.of((long) i).bytes(), KEY));
    }
    writers.start();
    writers.await(5);
    byte[] archive = exported(blobs(movable, outside()));
    writers.await(5);
    writers.stop();
    load(archive);
    writers.checkOneMoment(target);
  }

  @Test
  void anArchiveThatIsCutOffOrChangedIsRefusedAndTheStoreStaysIncomplete() throws Exception {
    movable.commit(new Batch().put(Subspace.AUTH, KEY, octets(5_000)));
    byte[] archive = exported(blobs(movable, outside()));
    byte[] cut = Arrays.copyOf(archive, archive.length - 20);
    assertThrows(IOException.class, () -> load(cut));
    assertTrue(Marks.arriving(target));
    byte[] changed = archive.clone();
    changed[archive.length / 2] ^= 4;
    assertThrows(IOException.class, () -> load(changed));
    assertThrows(IOException.class, () -> load(octets(1_000)));
    load(archive);
    assertFalse(Marks.arriving(target), "the same store takes the whole one");
    assertArrayEquals(octets(5_000), target.get(Subspace.AUTH, KEY));
  }

  @Test
  void aStoreThatHoldsSomethingIsNotImportedInto() throws Exception {
    byte[] archive = exported(blobs(movable, outside()));
    target.commit(new Batch().put(Subspace.AUTH, KEY, KEY));
    assertThrows(StoreException.Unavailable.class, () -> load(archive));
    assertArrayEquals(KEY, target.get(Subspace.AUTH, KEY));
  }

  @Test
  void anArchiveOfANewerServerIsRefused() throws Exception {
    source.commit(
        new Batch()
            .put(
                Subspace.STORE,
                "schema".getBytes(StandardCharsets.US_ASCII),
                Keys.of().u32(2).bytes()));
    byte[] archive = exported(blobs(movable, outside()));
    var refused = assertThrows(IOException.class, () -> load(archive));
    assertTrue(String.valueOf(refused.getMessage()).contains("form 2 of a newer server"));
  }

  @Test
  void aClientThatGoesAwayLeavesTheStoreAlone() throws Exception {
    movable.commit(new Batch().put(Subspace.AUTH, KEY, octets(90_000)));
    var gone =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("gone");
          }
        };
    var from = new Export.Source(movable, blobs(movable, outside()), clock);
    assertThrows(
        IOException.class, () -> Export.run(from, MoveRules.DEFAULT, Progress.UNWATCHED, gone));
    movable.commit(new Batch().put(Subspace.AUTH, KEY, KEY));
    load(exported(blobs(movable, outside())));
    assertArrayEquals(KEY, target.get(Subspace.AUTH, KEY));
  }

  private byte[] exported(DataBlobStore blobs) throws Exception {
    var out = new ByteArrayOutputStream();
    Export.run(
        new Export.Source(movable, blobs, clock), MoveRules.DEFAULT, Progress.UNWATCHED, out);
    return out.toByteArray();
  }

  private void load(byte[] archive) throws IOException {
    Import.run(
        target,
        blobs(target, null),
        Schema.FIRST,
        Progress.UNWATCHED,
        new ByteArrayInputStream(archive));
  }

  private DataBlobStore blobs(DataBackend data, @Nullable BlobBackend outside) {
    return new DataBlobStore(
        new DataStore(data), BlobLimits.DEFAULT, Chance.secure(), clock, BlobForm.PLAIN, outside);
  }

  private static BlobHash keep(DataBlobStore blobs, DataBackend data, byte[] octets) {
    try (var sink = blobs.sink()) {
      sink.write(octets, 0, octets.length);
      StagedBlob staged = sink.finish();
      var batch = new Batch();
      staged.link(batch, OWNER);
      data.commit(batch);
      return staged.hash();
    }
  }

  private static byte[] octets(int count) {
    var octets = new byte[count];
    new Random(count).nextBytes(octets);
    return octets;
  }
}
