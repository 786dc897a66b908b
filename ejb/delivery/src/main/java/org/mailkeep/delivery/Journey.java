package org.mailkeep.delivery;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Address;
import org.mailkeep.queue.Attempt;
import org.mailkeep.queue.MailOptions;
import org.mailkeep.queue.Notify;
import org.mailkeep.queue.Outcome;
import org.mailkeep.queue.Recipient;
import org.mailkeep.queue.Status;
import org.mailkeep.wire.smtp.Command;
import org.mailkeep.wire.smtp.MailParameters;
import org.mailkeep.wire.smtp.MessageSource;
import org.mailkeep.wire.smtp.OutgoingMail;
import org.mailkeep.wire.smtp.Path;
import org.mailkeep.wire.smtp.RcptParameters;

/// An attempt on its way along the hosts that might take it: what became of each recipient so far.
/// A recipient is decided when a host took it or refused it for ever; what a host says of the whole
/// session counts only when no other host takes the message.
final class Journey {
  private static final Outcome NOT_TRIED =
      new Outcome.Deferred(Status.ours("4.4.1", "No host could be tried"));

  private final Attempt attempt;
  private final String destination;
  private final @Nullable Outcome[] outcomes;
  private final boolean[] decided;

  /// @param destination for events
  Journey(Attempt attempt, String destination) {
    this.attempt = attempt;
    this.destination = destination;
    this.outcomes = new Outcome[attempt.recipients().size()];
    this.decided = new boolean[outcomes.length];
  }

  String id() {
    return attempt.id().toString();
  }

  String destination() {
    return destination;
  }

  /// Indexes of the recipients that are not decided.
  List<Integer> pending() {
    var pending = new ArrayList<Integer>();
    for (int i = 0; i < decided.length; i++) {
      if (!decided[i]) {
        pending.add(i);
      }
    }
    return pending;
  }

  boolean isDone() {
    return pending().isEmpty();
  }

  /// A host said this of a recipient.
  void note(int recipient, Outcome outcome) {
    outcomes[recipient] = outcome;
    decided[recipient] = !(outcome instanceof Outcome.Deferred);
  }

  /// A host could not be used. That another may be usable later outweighs that one never will.
  void missed(Outcome outcome) {
    for (int recipient : pending()) {
      if (!(outcomes[recipient] instanceof Outcome.Deferred)
          || outcome instanceof Outcome.Deferred) {
        outcomes[recipient] = outcome;
      }
    }
  }

  /// The outcome for each recipient.
  List<Outcome> outcomes() {
    var all = new ArrayList<Outcome>(outcomes.length);
    for (Outcome outcome : outcomes) {
      all.add(outcome == null ? NOT_TRIED : outcome);
    }
    return all;
  }

  /// The message for some of the recipients. A Return-Path field belongs to final delivery alone
  /// (RFC 5321 §4.4).
  OutgoingMail mail(List<Integer> recipients) {
    MailOptions options = attempt.envelope().options();
    Address sender = attempt.envelope().sender();
    var parameters =
        new MailParameters(
            -1,
            body(options.body()),
            options.smtpUtf8(),
            returns(options.returns()),
            options.envelopeId(),
            null);
    var to = recipients.stream().map(attempt.recipients()::get).map(Journey::rcpt).toList();
    var from = sender == null ? Path.NULL : path(sender);
    return new OutgoingMail(new Command.Mail(from, parameters), to, source());
  }

  /// What an outcome says, for events.
  static String text(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered(Status status, _) -> status.text();
      case Outcome.Deferred(Status status) -> status.text();
      case Outcome.Failed(Status status) -> status.text();
      case Outcome.Filed _, Outcome.Expanded _, Outcome.Posted _ -> "";
    };
  }

  private MessageSource source() {
    int skipped = attempt.envelope().returnPath();
    var content = attempt.content();
    return new MessageSource() {
      @Override
      public long size() {
        return content.size() - skipped;
      }

      @Override
      public byte[] read(long offset, int length) {
        return content.read(skipped + offset, length);
      }
    };
  }

  private static Command.Rcpt rcpt(Recipient recipient) {
    Set<RcptParameters.Notify> notify = EnumSet.noneOf(RcptParameters.Notify.class);
    for (Notify kind : recipient.reports()) {
      notify.add(
          switch (kind) {
            case NEVER -> RcptParameters.Notify.NEVER;
            case SUCCESS -> RcptParameters.Notify.SUCCESS;
            case FAILURE -> RcptParameters.Notify.FAILURE;
            case DELAY -> RcptParameters.Notify.DELAY;
          });
    }
    var parameters = new RcptParameters(notify, recipient.originalRecipient());
    return new Command.Rcpt(path(recipient.address()), parameters);
  }

  private static Path path(Address address) {
    return new Path(address.local(), address.domain().ascii());
  }

  private static MailParameters.Body body(MailOptions.Body body) {
    return switch (body) {
      case SEVEN_BIT -> MailParameters.Body.SEVEN_BIT;
      case EIGHT_BIT -> MailParameters.Body.EIGHT_BIT;
      case BINARY -> MailParameters.Body.BINARY;
    };
  }

  private static MailParameters.@Nullable Ret returns(MailOptions.@Nullable Returns returns) {
    if (returns == null) {
      return null;
    }
    return switch (returns) {
      case FULL -> MailParameters.Ret.FULL;
      case HEADERS -> MailParameters.Ret.HDRS;
    };
  }
}
