package org.mailkeep.delivery;

import org.mailkeep.queue.Outcome;
import org.mailkeep.queue.Status;
import org.mailkeep.wire.smtp.HandOver;
import org.mailkeep.wire.smtp.SmtpReply;

/// What replies and failures of other servers mean for a recipient.
final class Replies {
  private Replies() {}

  /// Something of the network or of the session.
  static Outcome trouble(String code, Target target, String reason) {
    return new Outcome.Deferred(Status.ours(code, target.text() + ": " + reason));
  }

  /// A refusal of the session as a whole.
  static Outcome outcome(SmtpReply reply, Target target) {
    Status status = status(reply, target);
    return reply.isPermanent() ? new Outcome.Failed(status) : new Outcome.Deferred(status);
  }

  /// What became of a recipient.
  ///
  /// @param reports whether the server makes delivery reports itself
  static Outcome outcome(HandOver handOver, Target target, boolean reports) {
    return switch (handOver) {
      case HandOver.Accepted(SmtpReply reply) ->
          new Outcome.Delivered(status(reply, target), reports);
      case HandOver.Transient(SmtpReply reply, boolean ours) ->
          new Outcome.Deferred(ours ? own(reply, target) : status(reply, target));
      case HandOver.Permanent(SmtpReply reply, boolean ours) ->
          new Outcome.Failed(ours ? own(reply, target) : status(reply, target));
    };
  }

  private static Status status(SmtpReply reply, Target target) {
    return new Status(code(reply), reply.toString(), target.name());
  }

  private static Status own(SmtpReply reply, Target target) {
    return Status.ours(code(reply), target.text() + ": " + reply.text());
  }

  /// A server without enhanced codes says no more than the first digit (RFC 3463 §3.1).
  private static String code(SmtpReply reply) {
    int kind = reply.code() / 100 == 3 ? 4 : reply.code() / 100;
    return reply.enhanced().isEmpty() ? kind + ".0.0" : reply.enhanced();
  }
}
