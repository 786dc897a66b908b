package org.mailkeep.wire.transport;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.sasl.Channel;

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
  private volatile @Nullable ConnectionEnded end;
  private final Input input;
  private final Output output;
  private final SocketChannel channel;
  private final InetSocketAddress direct;
  private volatile ProxyHeader.@Nullable Client proxied;
  private volatile @Nullable Secure secure;
  private @Nullable Compression compression;
  private int memoryLimit = Integer.MAX_VALUE;
  private long firstNanos = NEVER;
  private long idleNanos = NEVER;
  private String idleName = "";
  private String sessionName = "";
  private volatile boolean leaving;
  private volatile boolean expelled;
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

  /// TLS with what was agreed on.
  private record Secure(TlsLayer layer, TlsInfo info) {}

  Connection(ConnectionOrigin origin, SocketChannel channel) throws IOException {
    this.origin = origin;
    this.channel = channel;
    this.direct = inet(channel.getRemoteAddress());
    this.input = new Input(this, channel);
    this.output = new Output(this, channel);
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

  /// Whether this listener accepted it.
  boolean isOf(Listener listener) {
    return origin instanceof Session session && session.isOf(listener);
  }

  /// The peer: the client itself when a trusted proxy said who that is.
  public InetSocketAddress remote() {
    var told = proxied;
    return told == null ? direct : told.source();
  }

  /// Our end: the one that the client asked for when a trusted proxy said which that is.
  /// Unspecified once the connection is closed.
  public InetSocketAddress local() {
    var told = proxied;
    try {
      return told == null ? inet(channel.getLocalAddress()) : told.destination();
    } catch (IOException _) {
      return inet(null);
    }
  }

  private static InetSocketAddress inet(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress known ? known : new InetSocketAddress(0);
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
    return secure != null;
  }

  /// The TLS in force.
  public Optional<TlsInfo> tls() {
    var now = secure;
    return now == null ? Optional.empty() : Optional.of(now.info());
  }

  /// What SASL may know of the connection as it is now.
  ///
  /// @param trusted whether secrets may be shown without TLS, too
  public Channel channel(boolean trusted) {
    var now = secure;
    if (now == null) {
      return trusted ? Channel.CONFIDENTIAL : Channel.OPEN;
    }
    return now.layer().channel(origin.listener().isPresent());
  }

  /// Whether [#startTls] can be offered: an accepted connection, not encrypted yet, whose listener
  /// allows it and has a certificate.
  public boolean canStartTls() {
    return secure == null && origin.canStartTls();
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
    encrypted(client.engine(serverName, direct.getPort()), client.buffers(), client.timeout());
    return tls().orElseThrow();
  }

  /// Runs the handshake and reads and writes through TLS from then on.
  void encrypted(SSLEngine engine, RecordBuffers buffers, Duration timeout) throws IOException {
    var layer = new TlsLayer(engine, buffers, channel);
    waitEnd = System.nanoTime() + timeout.toNanos();
    wait = Wait.HANDSHAKE;
    try {
      layer.handshake();
    } catch (IOException | IllegalStateException e) {
      throw ended(
          new ConnectionEnded(ConnectionEnded.Reason.TLS_FAILED, String.valueOf(e.getMessage())));
    } finally {
      endWait();
    }
    secure = new Secure(layer, layer.info());
    input.from(layer);
    output.to(layer);
  }

  /// Sets who the client is and whom it asked for; a trusted proxy said so.
  void proxied(ProxyHeader.Client client) {
    proxied = client;
  }

  /// Whether it is compressed.
  public boolean isCompressed() {
    return compression != null;
  }

  /// Compresses both ways from now on, below TLS; sends what has gathered before (RFC 4978 §3). By
  /// the connection's thread.
  ///
  /// @param ratio octets that one compressed octet may come to, on average
  /// @param always octets that may come anyway
  /// @param name the setting that says so, for the log
  public void startCompression(Deflaters deflaters, int ratio, long always, String name)
      throws IOException {
    output.lock().lock();
    try {
      output.flush();
      var bound = new Compression.Bound(ratio, always, name);
      var layer = new Compression(deflaters, bound, input.taken());
      compression = layer;
      input.through(layer);
      output.through(layer);
    } finally {
      output.lock().unlock();
    }
  }

  /// Compresses no more, either way; sends what has gathered before. By the connection's thread.
  public void endCompression() throws IOException {
    output.lock().lock();
    try {
      output.flush();
      output.through(null);
      freeCompression();
    } finally {
      output.lock().unlock();
    }
  }

  /// Frees what compression holds outside the heap. By the connection's thread, which reads no more
  /// compressed octets afterwards.
  void freeCompression() {
    var layer = compression;
    if (layer != null) {
      compression = null;
      input.plain(layer.end());
    }
  }

  /// How long we wait for the peer at a stretch from now on: for a whole line, or for any octet of
  /// a literal or of message data. The listener's limit for the first command holds until it is
  /// set, and for the first command also afterwards when it is the shorter one.
  ///
  /// @param name the setting that says so, for the log
  public void idleLimit(Duration most, String name) {
    idleNanos = most.toNanos();
    idleName = name;
  }

  /// How long the first line may take.
  void firstLimit(Duration most) {
    firstNanos = most.toNanos();
  }

  /// The first line is here.
  void spoke() {
    firstNanos = NEVER;
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

  /// Ends it for whoever uses it, as the server's stop does: within a moment when it waits for the
  /// peer, otherwise when it is about to. From any thread; never blocks.
  public void expel() {
    expelled = true;
  }

  /// Why it ends when nothing but the server wants that.
  private ConnectionEnded unwelcome() {
    var reason =
        origin.isStopping() ? ConnectionEnded.Reason.STOPPING : ConnectionEnded.Reason.EXPELLED;
    return new ConnectionEnded(reason, "");
  }

  void beginWait() {
    long nanos = Math.min(idleNanos, firstNanos);
    waitEnd = nanos == NEVER ? NEVER : System.nanoTime() + nanos;
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
    if (origin.isStopping() || expelled) {
      var why = unwelcome();
      if (decide(why)) {
        farewell(why.reason());
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
      var why = new ConnectionEnded(ConnectionEnded.Reason.TIMED_OUT, mute ? "TLS" : waitName());
      if (mute) {
        endSilently(why);
      } else {
        end(why);
      }
    } else if (waits == Wait.COMMAND && (origin.isStopping() || expelled)) {
      end(unwelcome());
    } else if (isUp(sessionEnd, now)) {
      end(new ConnectionEnded(ConnectionEnded.Reason.TIMED_OUT, sessionName));
    }
  }

  private String waitName() {
    return firstNanos < idleNanos ? TransportSettings.FIRST_COMMAND.key() : idleName;
  }

  private static boolean isUp(long limit, long now) {
    return limit != NEVER && now - limit > 0;
  }

  /// Ends it from outside its thread: says farewell when nobody is writing, and closes.
  private void end(ConnectionEnded why) {
    if (decide(why)) {
      leaving = true;
      origin.background(() -> farewell(why.reason()));
    }
  }

  /// Notes why it ends.
  ///
  /// @return false when that was decided before
  private synchronized boolean decide(ConnectionEnded why) {
    boolean first = end == null;
    if (first) {
      end = why;
    }
    return first;
  }

  private void farewell(ConnectionEnded.Reason reason) {
    try {
      byte[] words = origin.farewell(reason);
      if (words.length > 0 && output.lock().tryLock()) {
        try {
          output.write(words);
          output.flush();
          endTls();
        } finally {
          output.lock().unlock();
        }
      }
    } catch (IOException _) {
      // The peer is gone already; it needs no farewell.
    } finally {
      closeChannel();
    }
  }

  private void endTls() {
    var now = secure;
    if (now != null) {
      writing(true);
      now.layer().end();
      writing(false);
    }
  }

  private void endSilently(ConnectionEnded why) {
    decide(why);
    closeChannel();
  }

  /// Ends it at once; not even a farewell under way is waited for.
  void cut() {
    endSilently(new ConnectionEnded(ConnectionEnded.Reason.STOPPING, ""));
  }

  /// What a failure of the socket means: the end that was decided here, or the network's.
  ConnectionEnded ended(IOException failure) {
    var why =
        failure instanceof ConnectionEnded already
            ? already
            : new ConnectionEnded(
                ConnectionEnded.Reason.BROKEN, String.valueOf(failure.getMessage()));
    decide(why);
    var decided = end;
    return decided == null ? why : decided;
  }

  void throwIfEnded() throws ConnectionEnded {
    var why = end;
    if (why != null) {
      throw why;
    }
  }

  /// Why it is over, when it is.
  Optional<ConnectionEnded> end() {
    return Optional.ofNullable(end);
  }

  /// Ends it, without a farewell of its own; one that is under way completes. Safe to call from any
  /// thread, and again.
  @Override
  public void close() {
    if (decide(new ConnectionEnded(ConnectionEnded.Reason.DONE, ""))) {
      endTls();
    }
    if (!leaving) {
      closeChannel();
    }
  }

  private void closeChannel() {
    try {
      channel.close();
    } catch (IOException _) {
      // It is closed for us all the same.
    }
    origin.closed(this);
  }
}
