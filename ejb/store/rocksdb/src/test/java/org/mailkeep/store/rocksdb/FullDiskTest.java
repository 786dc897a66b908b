package org.mailkeep.store.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.DataBackend;

/// A store whose files cannot grow says so, is read as before, and goes on when they can again. The
/// disk is full for a process when its files must not grow.
class FullDiskTest {
  @TempDir Path folder = Path.of("");

  @Test
  void goesOnWhenThereIsRoomAgain() throws Exception {
    try (ChildProcess child = ChildProcess.start(Filler.class, folder)) {
      assertEquals("there is room", child.line());
      limitFiles(child, "4096");
      child.go();
      assertEquals("full", child.line());
      assertEquals("still read", child.line());
      assertEquals("still full", child.line());
      limitFiles(child, "unlimited");
      child.go();
      assertEquals("goes on", child.line());
      assertEquals("all there", child.line());
    }
  }

  private static void limitFiles(ChildProcess child, String octets) throws Exception {
    Process prlimit =
        new ProcessBuilder("prlimit", "--pid", "" + child.pid(), "--fsize=" + octets + ":")
            .inheritIO()
            .start();
    assertTrue(prlimit.waitFor(10, TimeUnit.SECONDS));
    assertEquals(0, prlimit.exitValue());
  }

  /// Fills the disk, and waits for room.
  static final class Filler {
    private static final int MANY = 50;

    private final DataBackend backend;
    private final PrintStream out = System.out;
    private long written;

    private Filler(DataBackend backend) {
      this.backend = backend;
    }

    public static void main(String[] arguments) throws IOException {
      try (DataBackend backend =
          RocksDbBackend.open(RocksDbConfig.defaults(Path.of(arguments[0])))) {
        new Filler(backend).run();
      }
    }

    private void run() throws IOException {
      out.println(commits() == MANY ? "there is room" : "no room");
      awaitGo();
      out.println(commits() == 0 ? "full" : "not full");
      out.println(allThere() ? "still read" : "lost");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1_100));
      out.println(commits() == 0 ? "still full" : "not full");
      awaitGo();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (commits() < MANY && System.nanoTime() < deadline) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
      out.println(commits() == MANY ? "goes on" : "no room");
      out.println(allThere() ? "all there" : "lost");
    }

    /// Commits many more values; how many it could.
    private int commits() {
      return (int) IntStream.range(0, MANY).filter(_ -> commit()).count();
    }

    private boolean commit() {
      try {
        backend.commit(new Batch().put(Subspace.EMAIL, Keys.of(written).bytes(), new byte[10_000]));
        written++;
        return true;
      } catch (StoreException.Full e) {
        return false;
      }
    }

    private boolean allThere() {
      for (long i = 0; i < written; i++) {
        byte[] value = backend.get(Subspace.EMAIL, Keys.of(i).bytes());
        if (value == null || value.length != 10_000) {
          return false;
        }
      }
      return true;
    }

    private static void awaitGo() throws IOException {
      if (System.in.read() < 0) {
        throw new IOException("the test is gone");
      }
    }
  }
}
