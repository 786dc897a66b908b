package org.mailkeep.store.api;

import java.util.HexFormat;
import java.util.List;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.spi.BlobBackend;

/// When asked to look deep: objects outside the data store belong to a blob, or to a writer who is
/// at it. Others would stay for ever; they go as a purge has garbage go. What is not ours at all,
/// somebody's file in our folder, is told and stays.
public final class BlobObjectCheck implements Verification.Check {
  private static final String NAME = "objects";
  private static final int PAGE = 1_000;
  private static final int MOST_FOREIGN = 100;

  private final DataBlobStore blobs;
  private final int most;

  public BlobObjectCheck(DataBlobStore blobs) {
    this(blobs, UnownedStorage.MOST);
  }

  /// @param most objects whose keys are held in memory
  BlobObjectCheck(DataBlobStore blobs, int most) {
    this.blobs = blobs;
    this.most = most;
  }

  @Override
  public void run(Verification verification) {
    if (!verification.deep() || !(blobs.place(true) instanceof OutsidePlace outside)) {
      return;
    }
    verification.progress().begin("looking at objects", Progress.UNKNOWN, "objects");
    BlobBackend backend = outside.backend();
    backend
        .foreign(MOST_FOREIGN)
        .forEach(name -> verification.foreign(NAME, name, "is not ours; it stays as it is"));
    var unowned = new UnownedStorage(blobs.store());
    String after = "";
    List<String> page;
    do {
      page = backend.list(after, PAGE);
      for (String key : page) {
        if (!isOurOwn(key)) {
          unowned.add(HexFormat.of().parseHex(key));
        }
        after = key;
      }
      verification.looked("objects", page.size());
      if (unowned.size() >= most || page.size() < PAGE) {
        unowned.sift(storage -> tell(verification, outside, storage));
      }
    } while (page.size() == PAGE);
  }

  private static void tell(Verification verification, OutsidePlace outside, byte[] storage) {
    String key = HexFormat.of().formatHex(storage);
    // A purge may have deleted it meanwhile.
    if (outside.backend().last(key, 1) != null) {
      verification.found(
          NAME, "object " + key, "belongs to nobody", () -> outside.discard(storage));
    }
  }

  private static boolean isOurOwn(String key) {
    return key.equals(BlobIdentity.OBJECT) || key.equals(StoreChecks.OBJECT);
  }
}
