package org.mailkeep.wire.pop3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.mailkeep.telemetry.Events;
import org.mailkeep.wire.sasl.Mechanisms;
import org.mailkeep.wire.transport.Connection;
import org.mailkeep.wire.transport.ConnectionEnded;
import org.mailkeep.wire.transport.Protocol;

/// POP3 over a connection (RFC 1939).
public final class Pop3Protocol implements Protocol {
  private final Endpoints endpoints;
  private final Supplier<Pop3Limits> limits;
  private final Supplier<Mechanisms> mechanisms;
  private final Events events;

  /// @param limits asked once for each connection, so that a reload holds for new ones
  /// @param mechanisms of AUTH, asked as often
  public Pop3Protocol(
      Endpoints endpoints,
      Supplier<Pop3Limits> limits,
      Supplier<Mechanisms> mechanisms,
      Events events) {
    this.endpoints = endpoints;
    this.limits = limits;
    this.mechanisms = mechanisms;
    this.events = events;
  }

  @Override
  public void serve(Connection connection) throws IOException {
    new Pop3Connection(endpoints, limits.get(), mechanisms.get(), events, connection).run();
  }

  @Override
  public byte[] busy() {
    return bytes("-ERR [SYS/TEMP] Too many connections\r\n");
  }

  /// A client that is silent for too long is told nothing (RFC 1939 §3).
  @Override
  public byte[] farewell(ConnectionEnded.Reason reason) {
    return switch (reason) {
      case STOPPING -> bytes("-ERR [SYS/TEMP] Server stops\r\n");
      case EXPELLED -> bytes("-ERR [SYS/TEMP] The session was ended, log in again\r\n");
      case TOO_MUCH -> bytes("-ERR Too much\r\n");
      case TIMED_OUT, PEER_CLOSED, BROKEN, TLS_FAILED, DONE -> new byte[0];
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
