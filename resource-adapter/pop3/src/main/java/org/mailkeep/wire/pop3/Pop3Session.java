package org.mailkeep.wire.pop3;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One client's session, as the listener sees it.
///
/// Fields are touched by the thread that runs a call of the session and by the connection's thread
/// between calls, never by both at once.
public final class Pop3Session {
  /// Where a session stands (RFC 1939 §3). UPDATE lasts as long as QUIT does.
  public enum State {
    /// Greeted; the client has to log in.
    AUTHORIZATION,
    /// Logged in, with the maildrop locked.
    TRANSACTION
  }

  private final Peer peer;
  private final Supplier<List<String>> mechanisms;
  private final Runnable expeller;
  private State state = State.AUTHORIZATION;
  private boolean encrypted;
  private boolean unicode;
  private @Nullable Object attachment;

  /// The other side of the connection.
  ///
  /// @param connection its number, which all events of it share
  /// @param address the client's, after PROXY protocol
  /// @param startTls whether the connection can be encrypted by STLS
  public record Peer(long connection, InetAddress address, boolean startTls) {
    /// Whether the client sits on this host.
    public boolean loopback() {
      return address.isLoopbackAddress();
    }
  }

  /// @param encrypted whether TLS protects the connection from its start
  /// @param mechanisms that can be spoken now
  /// @param expeller what makes the adapter end the connection
  public Pop3Session(
      Peer peer, boolean encrypted, Supplier<List<String>> mechanisms, Runnable expeller) {
    this.peer = peer;
    this.encrypted = encrypted;
    this.mechanisms = mechanisms;
    this.expeller = expeller;
  }

  /// The other side of the connection.
  public Peer peer() {
    return peer;
  }

  /// Where the session stands.
  public State state() {
    return state;
  }

  /// The client is logged in; the listener says so.
  public void loggedIn() {
    state = State.TRANSACTION;
  }

  /// Whether TLS protects the connection now.
  public boolean encrypted() {
    return encrypted;
  }

  /// The SASL mechanisms that can be spoken now, where secrets may be shown.
  public List<String> mechanisms() {
    return mechanisms.get();
  }

  /// Whether the client takes UTF-8 in headers (RFC 6856 §2.1).
  public boolean unicode() {
    return unicode;
  }

  /// Begins UTF-8 mode; there is no way back.
  public void enableUnicode() {
    unicode = true;
  }

  /// What the listener keeps for the session.
  public @Nullable Object attachment() {
    return attachment;
  }

  /// Keeps something for the session.
  public void attach(@Nullable Object value) {
    attachment = value;
  }

  /// Ends the session as soon as it waits for its client, since the account or the maildrop is its
  /// no longer. From any thread; never blocks.
  public void expel() {
    expeller.run();
  }

  /// STLS went through.
  void nowEncrypted() {
    encrypted = true;
  }
}
