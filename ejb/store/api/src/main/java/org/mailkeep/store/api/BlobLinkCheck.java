package org.mailkeep.store.api;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.Progress;

/// Each note of who refers to a blob leads to a blob and to an owner that refers to it; each hold
/// of a writer has its reservation. A note without them would keep its blob for ever.
public final class BlobLinkCheck implements Verification.Check {
  private static final String NAME = "blob links";
  private static final int PAGE = 500;
  private static final int HOLD_AT = BlobHash.LENGTH;

  private final DataBlobStore blobs;
  private final DataStore store;
  private final List<BlobOwners> owners;

  /// @param owners all kinds that there are
  public BlobLinkCheck(DataBlobStore blobs, List<BlobOwners> owners) {
    this.blobs = blobs;
    this.store = blobs.store();
    this.owners = List.copyOf(owners);
  }

  @Override
  public void run(Verification verification) {
    verification.progress().begin("looking at links of blobs", Progress.UNKNOWN, "links");
    Pages.forEach(
        store,
        Subspace.BLOB_LINK,
        Range.all(),
        PAGE,
        page -> {
          for (Entry link : page) {
            look(verification, link);
          }
          verification.looked("links", page.size());
        });
  }

  private void look(Verification verification, Entry link) {
    byte[] key = link.key();
    BlobHash blob = BlobHash.of(Arrays.copyOf(key, BlobHash.LENGTH));
    byte[] owner = Arrays.copyOfRange(key, HOLD_AT + 1, key.length);
    if (Arrays.equals(key, BlobKeys.hold(blob, owner))) {
      if (!reserved(owner)) {
        hold(verification, link, owner);
      }
    } else if (isFaulty(store, blob, owner)) {
      try (Snapshot now = store.snapshot()) {
        if (now.get(Subspace.BLOB_LINK, key) != null && isFaulty(now, blob, owner)) {
          tell(verification, now, link, blob, owner);
        }
      }
    }
  }

  private boolean isFaulty(Reader reader, BlobHash blob, byte[] owner) {
    Optional<BlobOwners.Owner> found = find(reader, owner);
    return found.isEmpty()
        || !Objects.equals(blob, found.get().blob())
        || reader.get(Subspace.BLOB, blob.octets()) == null;
  }

  private Optional<BlobOwners.Owner> find(Reader reader, byte[] owner) {
    return owners.stream().flatMap(kind -> kind.find(reader, owner).stream()).findFirst();
  }

  private void tell(Verification verification, Reader now, Entry link, BlobHash blob, byte[] key) {
    String subject = "blob " + blob;
    Optional<BlobOwners.Owner> found = find(now, key);
    if (found.isEmpty()) {
      String owner = HexFormat.of().formatHex(key);
      verification.lost(NAME, subject, "its owner " + owner + " is of a kind that nobody knows");
      return;
    }
    BlobOwners.Owner owner = found.get();
    if (owner.stored() != null && owner.blob() == null) {
      verification.lost(NAME, subject, "the record of its owner " + owner.name() + " is damaged");
    } else if (!Objects.equals(blob, owner.blob())) {
      verification.found(
          NAME,
          subject,
          "is linked to " + owner.name() + ", which does not refer to it",
          () -> unlink(link, owner, blob));
    } else {
      verification.lost(NAME, subject, "is not there, but " + owner.name() + " refers to it");
    }
  }

  private boolean unlink(Entry link, BlobOwners.Owner owner, BlobHash blob) {
    var batch = new Batch();
    batch
        .require(owner.space(), owner.key(), owner.stored())
        .require(Subspace.BLOB_LINK, link.key(), link.value())
        .delete(Subspace.BLOB_LINK, link.key());
    blobs.consider(batch, blob);
    return store.commit(batch) instanceof Commit.Committed;
  }

  /// A hold whose reservation is not among those that are there, and that is still there after.
  private void hold(Verification verification, Entry link, byte[] storage) {
    if (store.get(Subspace.BLOB_LINK, link.key()) == null) {
      return;
    }
    verification.found(
        NAME,
        "blob " + BlobHash.of(Arrays.copyOf(link.key(), BlobHash.LENGTH)),
        "is held for a writer whose reservation is gone",
        () -> !reserved(storage) && release(link));
  }

  private boolean release(Entry link) {
    var batch = new Batch();
    batch
        .require(Subspace.BLOB_LINK, link.key(), link.value())
        .delete(Subspace.BLOB_LINK, link.key());
    blobs.consider(batch, BlobHash.of(Arrays.copyOf(link.key(), BlobHash.LENGTH)));
    return store.commit(batch) instanceof Commit.Committed;
  }

  /// Whether a storage id has a reservation. Holds are rare, so all are read for each.
  private boolean reserved(byte[] storage) {
    var found = new AtomicBoolean();
    Pages.forEach(
        store,
        Subspace.BLOB_RESERVATION,
        BlobKeys.intentsBefore(Long.MAX_VALUE),
        PAGE,
        page -> {
          for (Entry intent : page) {
            if (Arrays.equals(BlobKeys.storageOf(intent.key()), storage)) {
              found.set(true);
            }
          }
        });
    return found.get();
  }
}
