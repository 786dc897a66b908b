package org.mailkeep.wire.smtp;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Counts a session's errors. Each is answered only after a pause, and too many of a kind end the
/// session: guessing passwords or mailboxes shall not pay.
final class ErrorTally {
  private final SmtpLimits limits;
  private final Pause pause;
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

  /// What an error is about.
  enum Kind {
    /// Commands that are no such, come out of order or are refused otherwise.
    COMMAND("session.errors.total"),
    /// Recipients.
    RECIPIENT("session.rcpt.errors.total"),
    /// Logins.
    LOGIN("session.auth.errors.total");

    private final String setting;

    Kind(String setting) {
      this.setting = setting;
    }

    String setting() {
      return setting;
    }
  }

  ErrorTally(SmtpLimits limits, Pause pause) {
    this.limits = limits;
    this.pause = pause;
  }

  /// Counts a reply to a command when it is a permanent refusal, and holds it back.
  ///
  /// @return what it was too much of, if so
  Optional<Kind> count(Kind kind, SmtpReply reply) {
    if (!reply.isPermanent()) {
      return Optional.empty();
    }
    SmtpLimits.Errors limit = limit(kind);
    int count = counts.merge(kind, 1, Integer::sum);
    if (limit.pause().isPositive()) {
      pause.hold(limit.pause());
    }
    return count >= limit.total() ? Optional.of(kind) : Optional.empty();
  }

  private SmtpLimits.Errors limit(Kind kind) {
    return switch (kind) {
      case COMMAND -> limits.syntaxErrors();
      case RECIPIENT -> limits.rcptErrors();
      case LOGIN -> limits.authErrors();
    };
  }
}
