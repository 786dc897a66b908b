package org.mailkeep.wire.imap;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// One client's session, as the listener sees it. Kept small: thousands of them lie idle.
///
/// Fields are touched by the thread that runs a call of the session and by the connection's thread
/// between calls, never by both at once; [#wake()] may come from any thread.
public final class ImapSession {
  /// Where a session stands (RFC 9051 §3).
  public enum State {
    /// Greeted; the client has to log in.
    NOT_AUTHENTICATED,
    /// Logged in; no mailbox selected.
    AUTHENTICATED,
    /// A mailbox is selected.
    SELECTED
  }

  private final Peer peer;
  private final Runnable waker;
  private State state = State.NOT_AUTHENTICATED;
  private boolean encrypted;
  private boolean unicode;
  private @Nullable Object attachment;

  /// The other side of the connection.
  ///
  /// @param connection its number, which all events of it share
  /// @param address the client's, after PROXY protocol
  /// @param port the client's
  /// @param listener the id of `server.listener.<id>`
  /// @param startTls whether the connection can be encrypted by STARTTLS
  public record Peer(
      long connection, InetAddress address, int port, String listener, boolean startTls) {
    /// Whether the client sits on this host.
    public boolean loopback() {
      return address.isLoopbackAddress();
    }
  }

  /// @param encrypted whether TLS protects the connection from its start
  /// @param waker what makes the adapter ask for pending responses
  public ImapSession(Peer peer, boolean encrypted, Runnable waker) {
    this.peer = peer;
    this.encrypted = encrypted;
    this.waker = waker;
  }

  /// The other side of the connection.
  public Peer peer() {
    return peer;
  }

  /// Where the session stands.
  public State state() {
    return state;
  }

  /// Moves the session; the listener does so when LOGIN, SELECT, CLOSE and their like succeed.
  public void state(State next) {
    state = next;
  }

  /// Whether TLS protects the connection now.
  public boolean encrypted() {
    return encrypted;
  }

  /// Whether mailbox names are UTF-8 instead of modified UTF-7: after ENABLE IMAP4rev2 or
  /// UTF8=ACCEPT (RFC 9051 §5.1, RFC 6855 §3).
  public boolean unicode() {
    return unicode;
  }

  /// Switches mailbox names to UTF-8; there is no way back.
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

  /// Says that [ImapListener#pending] has something for a session in IDLE. Never blocks; calls that
  /// come together cause one look.
  public void wake() {
    waker.run();
  }

  /// STARTTLS went through.
  void nowEncrypted() {
    encrypted = true;
  }
}
