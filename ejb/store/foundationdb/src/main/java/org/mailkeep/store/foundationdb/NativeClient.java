package org.mailkeep.store.foundationdb;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.FDB;
import com.apple.foundationdb.FDBException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.StoreException;

/// FoundationDB's native client, of which a process has one: it is started with the first store,
/// and stopped with the last, for good.
final class NativeClient {
  /// The interface that is spoken: that of 7.3, which later libraries speak too.
  private static final int API = 730;

  private static @Nullable FDB client;
  private static int open;

  private NativeClient() {}

  /// Connects to a cluster, whether it answers or not.
  ///
  /// @throws StoreException when the library is missing, or there is no such cluster file
  static synchronized Database open(FoundationDbConfig config) {
    FDB started = started(config.id());
    Path file = config.clusterFile();
    if (!Files.isReadable(file)) {
      throw new StoreException.Unavailable(
          "store." + config.id() + ".cluster-file: " + file + " is not there, or not readable");
    }
    try {
      Database database = started.open(file.toString());
      open++;
      return database;
    } catch (FDBException | IllegalStateException e) {
      throw refused(config.id(), e);
    }
  }

  /// Tells that a store is closed.
  static synchronized void release() {
    open--;
    FDB started = client;
    if (open == 0 && started != null) {
      started.stopNetwork();
    }
  }

  private static FDB started(String id) {
    try {
      FDB started = FDB.selectAPIVersion(API);
      client = started;
      return started;
    } catch (LinkageError e) {
      throw missing(id, e);
    } catch (FDBException | IllegalArgumentException e) {
      throw refused(id, e);
    }
  }

  /// What to do about a library that is not there.
  static StoreException missing(String id, LinkageError e) {
    return new StoreException.Unavailable(
        "store."
            + id
            + ".type: FoundationDB's client library libfdb_c.so is not on this machine ("
            + e.getMessage()
            + "). Install the package foundationdb-clients of the cluster's version, 7.3 or later,"
            + " or start the server with FDB_LIBRARY_PATH_FDB_C naming the library",
        e);
  }

  private static StoreException refused(String id, RuntimeException e) {
    return new StoreException.Unavailable(
        "store."
            + id
            + ".type: FoundationDB's client does not start: "
            + e.getMessage()
            + ". A process starts it once: after a redeployment, restart the application server",
        e);
  }
}
