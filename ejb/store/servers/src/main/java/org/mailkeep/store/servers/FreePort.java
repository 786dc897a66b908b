package org.mailkeep.store.servers;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;

/// A port of the loopback address for a server that is started next. A server that is still
/// starting listens nowhere, so a port that looks free may be another's already: each is given once
/// among all processes that ask here, until the asking process ends. All lie below the ports that
/// the system gives to outgoing connections, and below those of whole mail servers under test.
public final class FreePort {
  private static final int FIRST = 2_000;
  private static final int LAST = 9_999;
  private static final int TRIES = 10_000;

  /// A file whose octet N is locked while port N is given.
  private static final Path GIVEN =
      Path.of(
          System.getProperty("java.io.tmpdir"),
          "mailkeep-ports-" + System.getProperty("user.name"));

  private static final FileChannel CLAIMS = claims();

  /// The locks of this process, which would be forgotten if nobody held them.
  private static final List<FileLock> MINE = new ArrayList<>();

  private FreePort() {}

  private static FileChannel claims() {
    try {
      return FileChannel.open(GIVEN, CREATE, WRITE);
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /// A port on which nobody listens now, and which nobody else is given.
  public static synchronized int claim() throws IOException {
    RandomGenerator random = RandomGenerator.getDefault();
    for (int i = 0; i < TRIES; i++) {
      int port = random.nextInt(FIRST, LAST + 1);
      if (isMine(port) && isFree(port)) {
        return port;
      }
    }
    throw new IOException("no free port from " + FIRST + " to " + LAST);
  }

  /// Claims ports that somebody has chosen, all or none.
  ///
  /// @return whether nobody else is given one of them
  public static synchronized boolean claim(Collection<Integer> ports) throws IOException {
    int before = MINE.size();
    for (int port : ports) {
      if (!isMine(port)) {
        while (MINE.size() > before) {
          MINE.removeLast().release();
        }
        return false;
      }
    }
    return true;
  }

  private static boolean isMine(int port) throws IOException {
    try {
      FileLock lock = CLAIMS.tryLock(port, 1, false);
      return lock != null && MINE.add(lock);
    } catch (OverlappingFileLockException givenHere) {
      return false;
    }
  }

  private static boolean isFree(int port) throws IOException {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException taken) {
      return false;
    }
  }
}
