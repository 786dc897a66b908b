package org.mailkeep.wire.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.mailkeep.telemetry.Events;
import org.mailkeep.wire.transport.Connection;
import org.mailkeep.wire.transport.ConnectionEnded;
import org.mailkeep.wire.transport.Protocol;

/// IMAP over a connection (RFC 9051, RFC 3501).
public final class ImapProtocol implements Protocol {
  private final Endpoints endpoints;
  private final Supplier<ImapLimits> limits;
  private final Events events;

  /// @param limits asked once for each connection, so that a reload holds for new ones
  public ImapProtocol(Endpoints endpoints, Supplier<ImapLimits> limits, Events events) {
    this.endpoints = endpoints;
    this.limits = limits;
    this.events = events;
  }

  @Override
  public void serve(Connection connection) throws IOException {
    new ImapConnection(endpoints, limits.get(), events, connection).run();
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
      case TOO_MUCH -> bytes("* BYE [TOOBIG] Too much\r\n");
      case PEER_CLOSED, BROKEN, TLS_FAILED, DONE -> new byte[0];
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
