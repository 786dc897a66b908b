package org.mailkeep.store.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.Progress;

/// The octets of each blob are there, of its size; when asked to look deep, they are read and have
/// its hash. A blob that nobody refers to waits for a purge.
public final class BlobContentCheck implements Verification.Check {
  private static final String NAME = "blobs";
  private static final int PAGE = 200;
  private static final int BUFFER = 64 * 1024;

  /// Blobs without an owner that are compared with those waiting for a purge at once.
  private static final int MOST_UNLINKED = 10_000;

  private final DataBlobStore blobs;
  private final DataStore store;

  public BlobContentCheck(DataBlobStore blobs) {
    this.blobs = blobs;
    this.store = blobs.store();
  }

  @Override
  public void run(Verification verification) {
    verification.progress().begin("looking at blobs", Progress.UNKNOWN, "blobs");
    Map<BlobHash, byte[]> unlinked = new HashMap<>();
    Pages.forEach(
        store,
        Subspace.BLOB,
        Range.all(),
        PAGE,
        page -> {
          for (Entry entry : page) {
            BlobHash blob = BlobHash.of(entry.key());
            look(verification, blob, entry.value());
            if (!linked(store, blob)) {
              unlinked.put(blob, entry.value());
            }
          }
          if (unlinked.size() >= MOST_UNLINKED) {
            leaked(verification, unlinked);
          }
          verification.looked("blobs", page.size());
        });
    leaked(verification, unlinked);
  }

  private void look(Verification verification, BlobHash blob, byte[] stored) {
    String fault = fault(blob, verification.deep());
    // A purge may have taken it meanwhile; then nothing is wrong.
    if (fault != null && linked(store, blob) && Arrays.equals(stored, blobs.record(blob))) {
      verification.lost(NAME, "blob " + blob, fault);
    }
  }

  private @Nullable String fault(BlobHash blob, boolean deep) {
    try {
      long size = blobs.size(blob);
      if (deep) {
        return read(blob, size);
      }
      int last = size == 0 ? 0 : 1;
      return blobs.read(blob, size - last, last).length == last ? null : "its end is missing";
    } catch (StoreException.Corrupt e) {
      return String.valueOf(e.getMessage());
    }
  }

  private @Nullable String read(BlobHash blob, long size) {
    MessageDigest digest = sha256();
    var buffer = new byte[BUFFER];
    long count = 0;
    try (InputStream in = blobs.stream(blob, 0, size)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        count += read;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (count != size) {
      return "it has " + count + " octets instead of " + size;
    }
    return BlobHash.of(digest.digest()).equals(blob)
        ? null
        : "its octets are not those of its hash";
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static boolean linked(Reader reader, BlobHash blob) {
    return !reader.scan(Subspace.BLOB_LINK, BlobKeys.links(blob), Direction.UP, 1).isEmpty();
  }

  /// Tells of those that no purge would look at.
  private void leaked(Verification verification, Map<BlobHash, byte[]> unlinked) {
    if (!unlinked.isEmpty()) {
      Pages.forEach(
          store,
          Subspace.BLOB_RESERVATION,
          BlobKeys.candidatesBefore(Long.MAX_VALUE),
          PAGE,
          page -> page.forEach(entry -> unlinked.remove(BlobKeys.blobOf(entry.key()))));
    }
    for (Map.Entry<BlobHash, byte[]> each : List.copyOf(unlinked.entrySet())) {
      BlobHash blob = each.getKey();
      byte[] stored = each.getValue();
      if (!linked(store, blob) && Arrays.equals(stored, blobs.record(blob))) {
        verification.found(
            NAME,
            "blob " + blob,
            "nobody refers to it, and no purge would look at it",
            () -> consider(blob, stored));
      }
    }
    unlinked.clear();
  }

  private boolean consider(BlobHash blob, byte[] stored) {
    var batch = new Batch().require(Subspace.BLOB, blob.octets(), stored);
    blobs.consider(batch, blob);
    return store.commit(batch) instanceof Commit.Committed;
  }
}
