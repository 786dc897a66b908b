package org.mailkeep.wire.imap;

import java.nio.charset.StandardCharsets;
import org.mailkeep.telemetry.Events;
import org.mailkeep.wire.sasl.Mechanisms;
import org.mailkeep.wire.transport.Connection;
import org.mailkeep.wire.transport.ConnectionEnded;
import org.mailkeep.wire.transport.Conversation;
import org.mailkeep.wire.transport.Deflaters;
import org.mailkeep.wire.transport.Protocol;

/// IMAP over a connection (RFC 9051, RFC 3501).
public final class ImapProtocol implements Protocol {
  private final ImapConnection.Common common;

  /// @param mechanisms of AUTHENTICATE
  public ImapProtocol(
      Endpoints endpoints, ImapLimits limits, Mechanisms mechanisms, Events events) {
    common = new ImapConnection.Common(endpoints, limits, mechanisms, new Deflaters(), events);
  }

  @Override
  public Conversation begin(Connection connection) {
    return new ImapConnection(common, connection);
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
