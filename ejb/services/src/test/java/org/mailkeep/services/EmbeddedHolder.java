package org.mailkeep.services;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.mailkeep.store.rocksdb.RocksDbBackend;
import org.mailkeep.store.rocksdb.RocksDbConfig;

/// Another process that has an embedded store open until it is closed.
///
/// @param process which holds it
record EmbeddedHolder(Process process) implements AutoCloseable {
  /// Starts one.
  static EmbeddedHolder of(Path folder) throws IOException {
    var holder =
        new EmbeddedHolder(
            new ProcessBuilder(
                    List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedHolder.class.getName(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    if (holder.process.getInputStream().read() < 0) {
      throw new IOException("it did not open " + folder);
    }
    return holder;
  }

  /// Opens the store, says so, and holds it until the input ends.
  public static void main(String[] line) throws IOException {
    try (var _ = RocksDbBackend.open(RocksDbConfig.defaults(Path.of(line[0])))) {
      System.out.println("open");
      System.out.flush();
      var _ = System.in.read();
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }
}
