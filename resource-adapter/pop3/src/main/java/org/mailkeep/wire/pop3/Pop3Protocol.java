package org.mailkeep.wire.pop3;

import java.nio.charset.StandardCharsets;
import org.mailkeep.telemetry.Events;
import org.mailkeep.wire.sasl.Mechanisms;
import org.mailkeep.wire.transport.Connection;
import org.mailkeep.wire.transport.ConnectionEnded;
import org.mailkeep.wire.transport.Conversation;
import org.mailkeep.wire.transport.Protocol;

/// POP3 over a connection (RFC 1939).
public final class Pop3Protocol implements Protocol {
  private final Endpoints endpoints;
  private final Pop3Limits limits;
  private final Mechanisms mechanisms;
  private final Events events;

  /// @param mechanisms of AUTH
  public Pop3Protocol(
      Endpoints endpoints, Pop3Limits limits, Mechanisms mechanisms, Events events) {
    this.endpoints = endpoints;
    this.limits = limits;
    this.mechanisms = mechanisms;
    this.events = events;
  }

  @Override
  public Conversation begin(Connection connection) {
    return new Pop3Connection(endpoints, limits, mechanisms, events, connection);
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
