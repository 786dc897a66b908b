package org.mailkeep.wire.smtp;

import java.util.Optional;
import java.util.function.Function;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.ServerEvent;

/// The listener behind its endpoints. No call of it waits for the client, so no permit is ever held
/// while the client makes up its mind; what fails becomes a temporary failure.
final class Server {
  private final Endpoints endpoints;
  private final Events events;

  Server(Endpoints endpoints, Events events) {
    this.endpoints = endpoints;
    this.events = events;
  }

  Events events() {
    return events;
  }

  /// The answer, or `busy` when there is no endpoint.
  SmtpReply ask(SmtpSession session, SmtpReply busy, Function<SmtpListener, SmtpReply> work) {
    return answer(session, work, refusal -> refusal.equals(Replies.BUSY) ? busy : refusal);
  }

  /// The answer, or what becomes of a refusal when the call fails.
  <T> T answer(
      SmtpSession session, Function<SmtpListener, T> work, Function<SmtpReply, T> refused) {
    try {
      return endpoints.call(work);
    } catch (Endpoints.Unavailable e) {
      return refused.apply(Replies.BUSY);
    } catch (RuntimeException e) {
      events.emit(new ServerEvent.Unexpected("smtp", session.peer().id(), e));
      return refused.apply(Replies.INTERNAL_ERROR);
    }
  }

  /// Tells that a session is over, if the listener keeps anything of it.
  void disconnect(SmtpSession session) {
    if (session.hasAttachment()) {
      answer(
          session,
          listener -> {
            listener.disconnect(session);
            return Optional.empty();
          },
          _ -> Optional.empty());
    }
  }
}
