package org.mailkeep.store.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.BlobForm;
import org.mailkeep.store.api.BlobLimits;
import org.mailkeep.store.api.BlobObjectCheck;
import org.mailkeep.store.api.DataBlobStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Verification;
import org.mailkeep.store.memory.MemoryBackend;
import software.amazon.awssdk.core.sync.RequestBody;

/// What somebody else put among our objects is told and never touched.
final class S3ForeignTest {
  private static final String KEY = "0a".repeat(16);

  @Test
  void whatIsNotOursIsToldAndNeitherListedNorTouched() {
    S3Config config = Buckets.config(Buckets.s3proxy().endpoint());
    String prefix = config.place().prefix();
    List<String> others = List.of("0A".repeat(16), "backup/" + KEY, "notes.txt");
    try (var backend = S3Backend.open(config);
        var client = Clients.of(config)) {
      backend.put(KEY, new byte[9]);
      for (String name : others) {
        client.putObject(
            to -> to.bucket(config.place().bucket()).key(prefix + name),
            RequestBody.fromString("mine"));
      }
      assertEquals(List.of(KEY), backend.list("", 10));
      assertEquals(others, backend.foreign(10));
      assertEquals(1, backend.foreign(1).size());
      var blobs =
          new DataBlobStore(
              new DataStore(new MemoryBackend()),
              new BlobLimits(BlobLimits.DEFAULT.chunk(), Duration.ofHours(1)),
              Chance.secure(),
              InstantSource.system(),
              BlobForm.PLAIN,
              backend);
      var verification = new Verification(true, true, Progress.UNWATCHED);
      new BlobObjectCheck(blobs).run(verification);
      assertEquals(1, verification.counts().get("mended"), "ours, which belongs to nobody");
      assertEquals(3, verification.counts().get("not ours"));
      assertEquals(List.of(), backend.list("", 10));
      for (String name : others) {
        assertNotNull(
            client.headObject(it -> it.bucket(config.place().bucket()).key(prefix + name)));
      }
    }
  }
}
