package org.mailkeep.wire.smtp;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of one connection; travels as an argument of each delivery. Owned by the
/// connection's thread: deliveries come one at a time.
public final class SmtpSession {
  private final Peer peer;
  private @Nullable Tls tls;
  private Command.@Nullable Hello hello;
  private @Nullable String login;
  private @Nullable Envelope envelope;
  private @Nullable Object attachment;

  /// A session that has just begun.
  public SmtpSession(Peer peer) {
    this.peer = peer;
  }

  /// Both ends of the connection.
  ///
  /// @param id the connection's number, as events have it
  /// @param listener the listener's id
  /// @param service what the listener is for
  /// @param remote the client, as the PROXY header has it when there was a trusted one
  /// @param local our end
  /// @param port our port as rules know it: without any port offset
  public record Peer(
      long id,
      String listener,
      SmtpService service,
      InetSocketAddress remote,
      InetSocketAddress local,
      int port) {

    /// Both ends where there is no port offset.
    public Peer(
        long id,
        String listener,
        SmtpService service,
        InetSocketAddress remote,
        InetSocketAddress local) {
      this(id, listener, service, remote, local, local.getPort());
    }
  }

  /// The TLS in force.
  ///
  /// @param protocol such as `TLSv1.3`
  /// @param cipher the suite's name
  public record Tls(String protocol, String cipher) {}

  /// Both ends of the connection.
  public Peer peer() {
    return peer;
  }

  /// What the listener is for.
  public SmtpService service() {
    return peer.service();
  }

  /// The TLS in force, if any.
  public Optional<Tls> tls() {
    return Optional.ofNullable(tls);
  }

  /// The hello in force, if any was accepted.
  public Optional<Command.Hello> hello() {
    return Optional.ofNullable(hello);
  }

  /// The login name that AUTH has proven, if any.
  public Optional<String> login() {
    return Optional.ofNullable(login);
  }

  /// The open transaction, if any.
  public Optional<Envelope> envelope() {
    return Optional.ofNullable(envelope);
  }

  /// Whether the client sits on this machine.
  public boolean isLoopback() {
    return peer.remote().getAddress() != null && peer.remote().getAddress().isLoopbackAddress();
  }

  /// For the listener: the client has proven to be this login.
  public void authenticated(String name) {
    login = name;
  }

  /// For the listener: keeps what it needs between deliveries, in place of what it kept before.
  /// STARTTLS makes the session forget it.
  public void attach(@Nullable Object kept) {
    attachment = kept;
  }

  /// Whether the listener keeps anything.
  boolean hasAttachment() {
    return attachment != null;
  }

  /// What the listener has kept, when it is of this type.
  public <T> Optional<T> attachment(Class<T> type) {
    return type.isInstance(attachment) ? Optional.of(type.cast(attachment)) : Optional.empty();
  }

  /// For the adapter: TLS has begun; all that was said before is forgotten (RFC 3207 §4.2).
  public void secured(Tls now) {
    tls = now;
    hello = null;
    login = null;
    envelope = null;
    attachment = null;
  }

  /// For the adapter: a hello was accepted, which ends any transaction (RFC 5321 §4.1.4).
  public void greeted(Command.Hello now) {
    hello = now;
    envelope = null;
  }

  /// For the adapter: MAIL was accepted.
  public void open(Envelope now) {
    envelope = now;
  }

  /// For the adapter: the transaction is over.
  public void closeTransaction() {
    envelope = null;
  }
}
