package org.mailkeep.wire.transport;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// One connection, accepted or dialled. Its own thread reads and writes; other threads may write
/// through [#output] and [#close] it.
///
/// It holds three limits of time: how long we wait for the peer at a stretch, how long a write may
/// take, and how long the whole may last. [Deadlines] looks at them a few times a second; when one
/// is up the peer gets the protocol's farewell, if it can still be told, and every call here throws
/// [ConnectionEnded].
public final class Connection implements Closeable {

  private static final long NEVER = Long.MAX_VALUE;

  private final ConnectionOrigin origin;
  private final AtomicReference<@Nullable ConnectionEnded> end = new AtomicReference<>();
  private final Input input;
  private final Output output;
  private Socket socket;
  private Ends ends;
  private @Nullable TlsInfo tls;
  private int memoryLimit = Integer.MAX_VALUE;
  private long idleNanos = NEVER;
  private String idleName = "";
  private String sessionName = "";
  private volatile Wait wait = Wait.NONE;
  private volatile long waitEnd = NEVER;
  private volatile long writeEnd = NEVER;
  private volatile long sessionEnd = NEVER;

  /// What the connection's thread waits for from the peer.
  private enum Wait {
    NONE,
    COMMAND,
    HANDSHAKE
  }

  /// Both ends.
  private record Ends(InetSocketAddress remote, InetSocketAddress local) {}

  Connection(ConnectionOrigin origin, Socket socket) throws IOException {
    this.origin = origin;
    this.socket = socket;
    this.ends =
        new Ends(
            (InetSocketAddress) socket.getRemoteSocketAddress(),
            (InetSocketAddress) socket.getLocalSocketAddress());
    this.input = new Input(this, socket.getInputStream());
    this.output = new Output(this, socket.getOutputStream());
  }

  /// Its number, unique since the server started; logs call it the session.
  public long id() {
    return origin.id();
  }

  /// The listener that accepted it.
  ///
  /// @throws IllegalStateException when it was dialled
  public ListenerConfig listener() {
    return origin.listener().orElseThrow(() -> new IllegalStateException("a dialled connection"));
  }

  /// The peer: the client itself when a trusted proxy said who that is.
  public InetSocketAddress remote() {
    return ends.remote();
  }

  /// Our end: the one that the client asked for when a trusted proxy said which that is.
  public InetSocketAddress local() {
    return ends.local();
  }

  /// What the peer sends.
  public Input input() {
    return input;
  }

  /// What goes to the peer.
  public Output output() {
    return output;
  }

  /// Whether it is encrypted.
  public boolean isTls() {
    return tls != null;
  }

  /// The TLS in force.
  public Optional<TlsInfo> tls() {
    return Optional.ofNullable(tls);
  }

  /// Whether [#startTls] can be offered: an accepted connection, not encrypted yet, whose listener
  /// allows it and has a certificate.
  public boolean canStartTls() {
    return tls == null && origin.canStartTls();
  }

  /// Encrypts an accepted connection: sends what has gathered, drops what the client sent in plain
  /// text and was not read yet, and waits for the handshake (RFC 3207 §4.2).
  ///
  /// @return how many octets of plain text were dropped; more than none is an attack or a bug
  /// @throws ConnectionEnded when the handshake fails
  public int startTls() throws IOException {
    output.flush();
    int dropped = input.drop();
    origin.encrypt(this);
    return dropped;
  }

  /// Encrypts a dialled connection, as [#startTls] does.
  public TlsInfo startTls(ClientTls client, String serverName) throws IOException {
    output.flush();
    input.drop();
    encrypted(client.over(socket, serverName), client.timeout());
    return tls().orElseThrow();
  }

  /// Runs the handshake and reads and writes through TLS from then on.
  void encrypted(SSLSocket secure, Duration timeout) throws IOException {
    waitEnd = System.nanoTime() + timeout.toNanos();
    wait = Wait.HANDSHAKE;
    try {
      secure.startHandshake();
      tls = TlsInfos.of(secure);
    } catch (IOException | IllegalStateException e) {
      throw ended(
          new ConnectionEnded(ConnectionEnded.Reason.TLS_FAILED, String.valueOf(e.getMessage())));
    } finally {
      endWait();
    }
    socket = secure;
    input.from(secure.getInputStream());
    output.to(secure.getOutputStream());
  }

  /// Sets who the client is and whom it asked for; a trusted proxy said so.
  void proxied(InetSocketAddress remote, InetSocketAddress local) {
    ends = new Ends(remote, local);
  }

  Socket socket() {
    return socket;
  }

  /// How long we wait for the peer at a stretch from now on: for a whole line, or for any octet of
  /// a literal or of message data. Until it is set, the listener's limit for the first command
  /// holds.
  ///
  /// @param name the setting that says so, for the log
  public void idleLimit(Duration most, String name) {
    idleNanos = most.toNanos();
    idleName = name;
  }

  /// How long the connection may last, from now.
  ///
  /// @param name the setting that says so, for the log
  public void sessionLimit(Duration most, String name) {
    sessionName = name;
    sessionEnd = System.nanoTime() + most.toNanos();
  }

  /// The most octets of one line or one literal that are held in memory.
  public int memoryLimit() {
    return memoryLimit;
  }

  /// Sets the most octets of one line or one literal that are held in memory. Accepted connections
  /// begin with `server.max-unauthenticated-size`; a login lifts it.
  public void memoryLimit(int octets) {
    memoryLimit = octets;
  }

  /// Whether the server wants to stop: end the session after this command. The next wait for the
  /// peer ends it in any case.
  public boolean isStopping() {
    return origin.isStopping();
  }

  void beginWait() {
    waitEnd = idleNanos == NEVER ? NEVER : System.nanoTime() + idleNanos;
    wait = Wait.COMMAND;
  }

  void endWait() {
    wait = Wait.NONE;
    waitEnd = NEVER;
  }

  /// Sends replies before we wait for the next command.
  void beforeRead() throws IOException {
    if (output.hasGathered()) {
      output.flush();
    }
    if (origin.isStopping()) {
      var stop = new ConnectionEnded(ConnectionEnded.Reason.STOPPING, "");
      if (end.compareAndSet(null, stop)) {
        farewell(stop.reason());
      }
    }
    throwIfEnded();
  }

  void writing(boolean begins) {
    writeEnd = begins ? System.nanoTime() + origin.writeTimeout().toNanos() : NEVER;
  }

  /// Looks at the limits; ends the connection when one is up.
  ///
  /// @param now of [System#nanoTime]
  void check(long now) {
    var waits = wait;
    if (isUp(writeEnd, now)) {
      endSilently(new ConnectionEnded(ConnectionEnded.Reason.TIMED_OUT, "peer does not read"));
    } else if (waits != Wait.NONE && isUp(waitEnd, now)) {
      boolean mute = waits == Wait.HANDSHAKE;
      var why = new ConnectionEnded(ConnectionEnded.Reason.TIMED_OUT, mute ? "TLS" : idleName);
      if (mute) {
        endSilently(why);
      } else {
        end(why);
      }
    } else if (waits == Wait.COMMAND && origin.isStopping()) {
      end(new ConnectionEnded(ConnectionEnded.Reason.STOPPING, ""));
    } else if (isUp(sessionEnd, now)) {
      end(new ConnectionEnded(ConnectionEnded.Reason.TIMED_OUT, sessionName));
    }
  }

  private static boolean isUp(long limit, long now) {
    return limit != NEVER && now - limit > 0;
  }

  /// Ends it from outside its thread: says farewell when nobody is writing, and closes.
  private void end(ConnectionEnded why) {
    if (end.compareAndSet(null, why)) {
      origin.background(() -> farewell(why.reason()));
    }
  }

  private void farewell(ConnectionEnded.Reason reason) {
    byte[] words = origin.farewell(reason);
    if (words.length > 0 && output.lock().tryLock()) {
      try {
        output.write(words);
        output.flush();
      } catch (IOException _) {
        // The peer is gone already; it needs no farewell.
      } finally {
        output.lock().unlock();
      }
    }
    closeSocket();
  }

  private void endSilently(ConnectionEnded why) {
    if (end.compareAndSet(null, why)) {
      closeSocket();
    }
  }

  /// What a failure of the socket means: the end that was decided here, or the network's.
  ConnectionEnded ended(IOException failure) {
    var why =
        failure instanceof ConnectionEnded already
            ? already
            : new ConnectionEnded(
                ConnectionEnded.Reason.BROKEN, String.valueOf(failure.getMessage()));
    end.compareAndSet(null, why);
    var decided = end.get();
    return decided == null ? why : decided;
  }

  void throwIfEnded() throws ConnectionEnded {
    var why = end.get();
    if (why != null) {
      throw why;
    }
  }

  /// Why it is over, when it is.
  Optional<ConnectionEnded> end() {
    return Optional.ofNullable(end.get());
  }

  /// Ends it at once, without a farewell. Safe to call from any thread, and again.
  @Override
  public void close() {
    endSilently(new ConnectionEnded(ConnectionEnded.Reason.DONE, ""));
    closeSocket();
    origin.closed(this);
  }

  private void closeSocket() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is closed for us all the same.
    }
  }
}
