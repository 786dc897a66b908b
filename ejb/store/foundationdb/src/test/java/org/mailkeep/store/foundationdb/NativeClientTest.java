package org.mailkeep.store.foundationdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.StoreException;

final class NativeClientTest {
  @TempDir Path folder = Path.of("");

  /// Where the library is, the cluster file is what is missing.
  @Test
  void saysWhatIsMissing() {
    var config = FoundationDbConfig.of("main", folder.resolve("fdb.cluster"));
    for (int attempt = 0; attempt < 2; attempt++) {
      String message = refusal(config);
      assertTrue(
          message.startsWith("store.main.type: FoundationDB's client library libfdb_c.so is not")
              || message.startsWith("store.main.cluster-file: " + config.clusterFile()),
          message);
    }
  }

  @Test
  void namesThePackageThatHasTheLibrary() {
    String message =
        String.valueOf(
            NativeClient.missing("main", new UnsatisfiedLinkError("libfdb_c.so: cannot open"))
                .getMessage());
    assertTrue(message.contains("libfdb_c.so: cannot open"), message);
    assertTrue(message.contains("foundationdb-clients"), message);
  }

  @Test
  void aClusterThatDoesNotAnswerRefusesTheStart() {
    var cluster = new FakeCluster();
    cluster.failReads(Failures.TIMED_OUT);
    var config = FoundationDbConfig.of("main", Path.of("/etc/fdb.cluster"));
    StoreException.Unavailable refused =
        assertThrows(
            StoreException.Unavailable.class,
            () -> FoundationDbBackend.over(config, cluster.database(), Chance.secure(), () -> {}));
    assertEquals(
        "store.main.cluster-file: the cluster of /etc/fdb.cluster cannot be used: store main"
            + " (foundationdb): connect: the cluster did not answer in time (error 1031)",
        refused.getMessage());
  }

  private static String refusal(FoundationDbConfig config) {
    return String.valueOf(
        assertThrows(
                StoreException.Unavailable.class, () -> FoundationDbBackend.open(config).close())
            .getMessage());
  }
}
