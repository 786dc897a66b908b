package org.mailkeep.wire.imap;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Supplier;
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
  private final Supplier<List<String>> mechanisms;
  private final Runnable waker;
  private final Runnable expeller;
  private State state = State.NOT_AUTHENTICATED;
  private boolean encrypted;
  private boolean unicode;
  private boolean listening;
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
  /// @param mechanisms that can be spoken now
  /// @param waker what makes the adapter ask for pending responses
  /// @param expeller what makes the adapter end the connection
  public ImapSession(
      Peer peer,
      boolean encrypted,
      Supplier<List<String>> mechanisms,
      Runnable waker,
      Runnable expeller) {
    this.peer = peer;
    this.encrypted = encrypted;
    this.mechanisms = mechanisms;
    this.waker = waker;
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

  /// Moves the session; the listener does so when LOGIN, SELECT, CLOSE and their like succeed.
  public void state(State next) {
    state = next;
  }

  /// Whether TLS protects the connection now.
  public boolean encrypted() {
    return encrypted;
  }

  /// The SASL mechanisms that can be spoken now, where secrets may be shown.
  public List<String> mechanisms() {
    return mechanisms.get();
  }

  /// Whether mailbox names are UTF-8 instead of modified UTF-7: after ENABLE IMAP4rev2 or
  /// UTF8=ACCEPT (RFC 9051 §5.1, RFC 6855 §3).
  public boolean unicode() {
    return unicode;
  }

  /// Switches mailbox names to UTF-8, until UNAUTHENTICATE.
  public void enableUnicode() {
    unicode = true;
  }

  /// Nobody is logged in any more (RFC 8437 §3); what a client enabled is off.
  public void unauthenticated() {
    state = State.NOT_AUTHENTICATED;
    unicode = false;
    listening = false;
  }

  /// Whether the client is told of changes between its commands, too (RFC 5465).
  public boolean listening() {
    return listening;
  }

  /// Says whether the client is told of changes between its commands.
  public void listening(boolean on) {
    listening = on;
  }

  /// What the listener keeps for the session.
  public @Nullable Object attachment() {
    return attachment;
  }

  /// Keeps something for the session.
  public void attach(@Nullable Object value) {
    attachment = value;
  }

  /// Says that [ImapListener#pending] has something for a session that idles or listens. Never
  /// blocks; calls that come together cause one look.
  public void wake() {
    waker.run();
  }

  /// Ends the session with a BYE as soon as it waits for its client, since the account may use it
  /// no longer. From any thread; never blocks.
  public void expel() {
    expeller.run();
  }

  /// STARTTLS went through.
  void nowEncrypted() {
    encrypted = true;
  }
}
