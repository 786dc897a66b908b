package org.mailkeep.wire.smtp;

import java.nio.charset.StandardCharsets;
import org.mailkeep.telemetry.Events;
import org.mailkeep.wire.transport.Connection;
import org.mailkeep.wire.transport.ConnectionEnded;
import org.mailkeep.wire.transport.Conversation;
import org.mailkeep.wire.transport.Protocol;

/// SMTP, submission or LMTP on a listener. Safe for many threads: each connection has a
/// conversation of its own.
public final class SmtpProtocol implements Protocol {
  private final SmtpSetup setup;
  private final Endpoints endpoints;
  private final Events events;
  private final Pause pause;

  /// @param endpoints where commands are decided
  public SmtpProtocol(SmtpSetup setup, Endpoints endpoints, Events events) {
    this(setup, endpoints, events, Pause.asleep());
  }

  SmtpProtocol(SmtpSetup setup, Endpoints endpoints, Events events, Pause pause) {
    this.setup = setup;
    this.endpoints = endpoints;
    this.events = events;
    this.pause = pause;
  }

  @Override
  public Conversation begin(Connection connection) {
    return new SmtpConversation(connection, setup, new Server(endpoints, events), pause);
  }

  @Override
  public byte[] busy() {
    return octets(Replies.TOO_MANY_CLIENTS);
  }

  @Override
  public byte[] farewell(ConnectionEnded.Reason reason) {
    return octets(
        switch (reason) {
          case TIMED_OUT -> Replies.TIMED_OUT;
          case STOPPING -> Replies.SHUTTING_DOWN;
          case TOO_MUCH -> Replies.TOO_MUCH_DATA;
          case PEER_CLOSED, BROKEN, TLS_FAILED, EXPELLED, DONE -> Replies.NOT_AVAILABLE;
        });
  }

  private static byte[] octets(SmtpReply reply) {
    return ReplyText.of(reply).getBytes(StandardCharsets.US_ASCII);
  }
}
