package org.mailkeep.wire.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.mailkeep.telemetry.Events;
import org.mailkeep.wire.sasl.Mechanisms;
import org.mailkeep.wire.transport.Connection;
import org.mailkeep.wire.transport.ConnectionEnded;
import org.mailkeep.wire.transport.Deflaters;
import org.mailkeep.wire.transport.Protocol;

/// IMAP over a connection (RFC 9051, RFC 3501).
public final class ImapProtocol implements Protocol {
  private final Endpoints endpoints;
  private final Supplier<ImapLimits> limits;
  private final Supplier<Mechanisms> mechanisms;
  private final Events events;
  private final Deflaters deflaters = new Deflaters();

  /// @param limits asked once for each connection, so that a reload holds for new ones
  /// @param mechanisms of AUTHENTICATE, asked as often
  public ImapProtocol(
      Endpoints endpoints,
      Supplier<ImapLimits> limits,
      Supplier<Mechanisms> mechanisms,
      Events events) {
    this.endpoints = endpoints;
    this.limits = limits;
    this.mechanisms = mechanisms;
    this.events = events;
  }

  @Override
  public void serve(Connection connection) throws IOException {
    var resources = new ImapConnection.Resources(mechanisms.get(), deflaters, events);
    new ImapConnection(endpoints, limits.get(), resources, connection).run();
  }

  @Override
  public byte[] busy() {
    return bytes("* BYE [UNAVAILABLE] Too many connections\r\n");
  }

  @Override
  public byte[] farewell(ConnectionEnded.Reason reason) {
    return switch (reason) {
      case TIMED_OUT -> bytes("* BYE Silent for too long\r\n");
      case STOPPING -> bytes("* BYE [UNAVAILABLE] Server stops\r\n");
      case EXPELLED -> bytes("* BYE The account was changed, log in again\r\n");
      case TOO_MUCH -> bytes("* BYE [TOOBIG] Too much\r\n");
      case PEER_CLOSED, BROKEN, TLS_FAILED, DONE -> new byte[0];
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
