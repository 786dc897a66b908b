package org.mailkeep.store.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A server with a folder and a port of its own.
public abstract class LocalServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int LAUNCHES = 20;
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private final Path folder;
  private final int port;
  private @Nullable GuardedProcess process;

  /// @param name of its folder
  LocalServer(String name) throws IOException {
    this.folder = Ground.folder(name);
    this.port = FreePort.claim();
  }

  /// Program and arguments.
  abstract List<String> command();

  /// The same as the user as whom it runs: most servers refuse to be root's.
  List<String> line() throws IOException {
    return Ground.asUser(command());
  }

  /// The signals that end it at once, and orderly.
  abstract Signals signals();

  /// Whether it takes connections.
  ///
  /// @param pid of the process that was started
  abstract boolean isReady(long pid) throws IOException;

  /// How long it may take to start.
  Duration patience() {
    return PATIENCE;
  }

  /// Names of signals.
  record Signals(String atOnce, String orderly) {}

  /// Starts it, and waits until it takes connections. What a killed one left may keep the next from
  /// starting for a moment.
  public final void start() throws IOException {
    long end = System.nanoTime() + patience().toNanos();
    GuardedProcess started = launch();
    for (int launches = 1; !isReady(started.pid()); LockSupport.parkNanos(PAUSE)) {
      boolean late = System.nanoTime() > end;
      if (late || (!started.isAlive() && launches == LAUNCHES)) {
        throw new IOException("the server does not start: " + started.log());
      }
      if (!started.isAlive()) {
        launches++;
        started = launch();
      }
    }
  }

  private GuardedProcess launch() throws IOException {
    GuardedProcess started = GuardedProcess.start(line(), folder, signals().atOnce());
    process = started;
    return started;
  }

  /// Stops it in good order.
  public final void stop() throws IOException {
    GuardedProcess running = process;
    if (running != null && running.isAlive()) {
      running.signal(signals().orderly());
    }
  }

  /// SIGKILL.
  public final void kill() throws IOException {
    GuardedProcess running = process;
    if (running != null) {
      running.kill();
    }
  }

  @Override
  public final void close() throws IOException {
    GuardedProcess running = process;
    if (running != null && running.isAlive()) {
      end(running);
    }
    Ground.leave(folder);
  }

  /// Ends it for good: nobody needs what it has.
  void end(GuardedProcess running) throws IOException {
    running.signal(signals().atOnce());
  }

  /// Where it listens, on the loopback address.
  public final int port() {
    return port;
  }

  /// Its process, which may have others; 0 before it is started.
  public final long pid() {
    GuardedProcess running = process;
    return running == null ? 0 : running.pid();
  }

  /// Whether its process runs.
  public final boolean isAlive() {
    GuardedProcess running = process;
    return running != null && running.isAlive();
  }

  /// Its folder.
  public final Path folder() {
    return folder;
  }

  /// The certificate of the authority that has signed its own, in PEM.
  public String authority() throws IOException {
    return Files.readString(folder.resolve(TestAuthority.AUTHORITY));
  }

  /// What it printed.
  public final String log() throws IOException {
    GuardedProcess running = process;
    return running == null ? "" : running.log();
  }
}
