package org.mailkeep.store.api.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.BlobForm;
import org.mailkeep.store.api.BlobIdentity;
import org.mailkeep.store.api.BlobLimits;
import org.mailkeep.store.api.BlobObjectCheck;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.DataBlobStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.store.api.StoreChecks;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.Verification;
import org.mailkeep.store.api.spi.BlobBackend;

/// What a backend of blobs does: all that a blob store does, and to keep octets under keys.
public abstract class OutsideBlobContract extends BlobStoreContract {
  private static final String A = "0a".repeat(16);
  private static final String B = "0b".repeat(16);
  private static final String MARKER = "0".repeat(BlobBackend.KEY_LENGTH);
  private static final String C = "c0".repeat(16);

  private BlobBackend outside;

  /// Opens an empty backend of blobs.
  protected abstract BlobBackend openBlobs() throws Exception;

  @SuppressWarnings("NullAway.Init") // JUnit calls openOutside first
  protected OutsideBlobContract() {}

  @BeforeEach
  final void openOutside() throws Exception {
    backend();
  }

  @AfterEach
  final void closeOutside() {
    outside.close();
  }

  /// The backend under test, opened when it is first asked for.
  @SuppressWarnings("NullAway") // null until then
  protected final BlobBackend backend() throws Exception {
    if (outside == null) {
      outside = openBlobs();
    }
    return outside;
  }

  @Override
  protected BlobStore blobs(DataStore data) throws Exception {
    return new DataBlobStore(
        data,
        new BlobLimits(CHUNK, RESERVATION),
        Chance.secure(),
        clock,
        BlobForm.PLAIN,
        backend());
  }

  @Override
  protected int stored(DataStore data) {
    return outside.list("", 1_000).size();
  }

  @Override
  protected int pieces(int size) {
    return 1;
  }

  @Test
  void keepsObjectsOfAnySize() {
    for (int size : new int[] {1, 1_000, 100_000, 6_000_000}) {
      byte[] octets = pattern(size);
      outside.put(A, octets);
      assertArrayEquals(octets, outside.read(A, 0, size));
      assertArrayEquals(octets, outside.read(A, 0, size + 5), "more than there is");
      assertArrayEquals(
          Arrays.copyOfRange(octets, size / 2, size), outside.read(A, size / 2, size));
      assertArrayEquals(Arrays.copyOfRange(octets, size - 1, size), outside.last(A, 1));
      assertArrayEquals(octets, outside.last(A, size + 1));
    }
  }

  @Test
  void saysThatThereIsNoObject() {
    assertNull(outside.read(A, 0, 1));
    assertNull(outside.last(A, 1));
    outside.delete(A);
    outside.abandon(A);
    outside.put(A, new byte[0]);
    assertEquals(List.of(A), outside.list("", 10));
    outside.delete(A);
    assertEquals(List.of(), outside.list("", 10));
  }

  @Test
  void listsKeysInOrder() {
    for (String key : List.of(C, A, B)) {
      outside.put(key, pattern(9));
    }
    assertEquals(List.of(A, B, C), outside.list("", 10));
    assertEquals(List.of(A), outside.list("", 1));
    assertEquals(List.of(B, C), outside.list(A, 2));
    assertEquals(List.of(), outside.list(C, 2));
    List<String> paged = new ArrayList<>();
    for (List<String> page = outside.list("", 2);
        !page.isEmpty();
        page = outside.list(page.getLast(), 2)) {
      paged.addAll(page);
    }
    assertEquals(List.of(A, B, C), paged);
  }

  @Test
  void anUnfinishedObjectIsNotSeen() {
    byte[] large = pattern(6_000_000);
    try (BlobBackend.Upload upload = outside.begin(A)) {
      upload.write(large, 0, large.length);
      assertNull(outside.read(A, 0, 1));
      assertEquals(List.of(), outside.list("", 10));
    }
    assertNull(outside.read(A, 0, 1));
    outside.abandon(A);
    assertEquals(List.of(), outside.list("", 10));
  }

  @Test
  void whatAWriterLeftIsAbandoned() {
    byte[] large = pattern(6_000_000);
    BlobBackend.Upload upload = outside.begin(A);
    upload.write(large, 0, large.length);
    outside.abandon(A);
    assertThrows(StoreException.class, upload::finish);
    upload.close();
    assertNull(outside.read(A, 0, 1));
  }

  @Test
  void aCheckLeavesNothingThatGrows() {
    StoreChecks.of(outside).run();
    int stored = outside.list("", 10).size();
    StoreChecks.of(outside).run();
    assertEquals(stored, outside.list("", 10).size());
  }

  @Test
  void aDataStoreKnowsItsPlace() throws Exception {
    var data = new DataStore(open());
    BlobIdentity.checkNone(data);
    BlobIdentity.check(data, outside, Chance.secure());
    BlobIdentity.check(data, outside, Chance.secure());
    assertThrows(StoreException.Unavailable.class, () -> BlobIdentity.checkNone(data));
    outside.delete(MARKER);
    assertThrows(
        StoreException.Unavailable.class, () -> BlobIdentity.check(data, outside, Chance.secure()));
  }

  @Test
  void aPlaceWithoutAFormatHasTheFirstAndIsToldSo() throws Exception {
    var data = new DataStore(open());
    BlobIdentity.check(data, outside, Chance.secure());
    byte[] marker = Objects.requireNonNull(outside.read(MARKER, 0, 100));
    assertEquals(20, marker.length);
    assertArrayEquals(new byte[] {0, 0, 0, 1}, Arrays.copyOfRange(marker, 16, 20));
    outside.put(MARKER, Arrays.copyOf(marker, 16));
    BlobIdentity.check(data, outside, Chance.secure());
    assertArrayEquals(marker, outside.read(MARKER, 0, 100));
  }

  @Test
  void aPlaceOfALaterFormatIsRefusedAndLeftAsItIs() throws Exception {
    var data = new DataStore(open());
    BlobIdentity.check(data, outside, Chance.secure());
    byte[] marker = Objects.requireNonNull(outside.read(MARKER, 0, 100));
    marker[19] = 2;
    outside.put(MARKER, marker);
    for (int time = 0; time < 2; time++) {
      StoreException refused =
          assertThrows(
              StoreException.Unavailable.class,
              () -> BlobIdentity.check(data, outside, Chance.secure()));
      assertEquals(
          "what lies there has format 2, of a later version; this one knows up to 1",
          refused.getMessage());
      // Once more, as if it were new to the data store.
      data.commit(new Batch().delete(Subspace.STORE, Range.prefix("blobs".getBytes(US_ASCII))));
    }
    assertArrayEquals(marker, outside.read(MARKER, 0, 100));
  }

  @Test
  void objectsOfNobodyAreFoundWhenLookedForDeepAndGoWhenThatIsWanted() throws Exception {
    var data = new DataStore(open());
    var blobs = (DataBlobStore) blobs(data);
    BlobIdentity.check(data, outside, Chance.secure());
    StoreChecks.of(outside).run();
    byte[] kept = pattern(50_000);
    StagedBlob linked = written(blobs, kept);
    var batch = new Batch();
    linked.link(batch, new byte[] {1});
    data.commit(batch);
    StagedBlob staged = written(blobs, pattern(60_000));
    try (BlobStore.Sink writing = blobs.sink()) {
      writing.write(kept, 0, kept.length);
      assertEquals(List.of(), objects(blobs, true, true));
      outside.put(B, pattern(9));
      assertEquals(List.of(), objects(blobs, false, false), "not looked for");
      assertEquals(
          List.of("objects: object " + B + " belongs to nobody: FOUND"),
          objects(blobs, true, false));
      assertNotNull(outside.last(B, 1));
      assertEquals(
          List.of("objects: object " + B + " belongs to nobody: MENDED"),
          objects(blobs, true, true));
      assertNull(outside.last(B, 1));
      assertEquals(List.of(), objects(blobs, true, true));
    }
    assertEquals(1, staged.read(59_999, 1).length);
    assertArrayEquals(kept, blobs.read(linked.hash(), 0, kept.length));
  }

  private static List<String> objects(DataBlobStore blobs, boolean deep, boolean repair) {
    var verification = new Verification(repair, deep, Progress.UNWATCHED);
    new BlobObjectCheck(blobs).run(verification);
    return verification.findings().stream()
        .map(f -> f.check() + ": " + f.subject() + " " + f.fault() + ": " + f.state())
        .toList();
  }

  private static StagedBlob written(BlobStore blobs, byte[] octets) {
    try (BlobStore.Sink sink = blobs.sink()) {
      sink.write(octets, 0, octets.length);
      return sink.finish();
    }
  }

  private static byte[] pattern(int size) {
    var octets = new byte[size];
    for (int i = 0; i < size; i++) {
      octets[i] = (byte) (i * 31 + i / 251);
    }
    return octets;
  }
}
