package org.mailkeep.smtp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Account;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.queue.Envelope;
import org.mailkeep.queue.MailOptions;
import org.mailkeep.queue.Outcome;
import org.mailkeep.queue.Recipient;
import org.mailkeep.queue.Status;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.SmtpEvent;
import org.mailkeep.wire.smtp.MailParameters;
import org.mailkeep.wire.smtp.MessageSink;
import org.mailkeep.wire.smtp.SessionFacts;
import org.mailkeep.wire.smtp.SmtpReply;
import org.mailkeep.wire.smtp.SmtpService;
import org.mailkeep.wire.smtp.SmtpSession;

/// DATA and BDAT: a place for the content, then the responsibility for it (RFC 5321 §4.1.1.4, §6.1;
/// RFC 2033 §4.2). A positive reply leaves only after the queue's commit, or the recipient's for
/// LMTP, is durable.
final class DataCommand {
  private static final SmtpReply FILED = SmtpReply.of(250, "2.1.5", "Delivered");

  private final SmtpPorts ports;
  private final SmtpPolicy policy;
  private final TraceHeader trace;

  DataCommand(SmtpPorts ports, SmtpPolicy policy) {
    this.ports = ports;
    this.policy = policy;
    this.trace = new TraceHeader(policy.hostname(), ports.clock());
  }

  MessageSink begin(SmtpSession session) {
    QueueId id = ports.queue().nextId();
    var facts = new SessionFacts(session);
    boolean complete = policy.demands().complete().holds(session.service(), facts, ports.world());
    var header = new HeaderScan(policy.header().limits(facts, ports.world()));
    var intake =
        new MessageIntake(
            id, ports.blobs().sink(), header, complete ? missing -> additions(id, missing) : null);
    try {
      Visit visit = Visit.of(session);
      String returnPath = visit.isFinal() ? TraceHeader.returnPath(visit.sender()) : "";
      intake.begin(returnPath, trace.received(session, visit.recipients(), id));
    } catch (RuntimeException e) {
      intake.discard();
      throw e;
    }
    return intake;
  }

  // RFC 6409 §8.2, §8.3
  private String additions(QueueId id, HeaderScan header) {
    String date = header.hasDate() ? "" : "Date: " + trace.date() + "\r\n";
    return header.hasMessageId() ? date : date + trace.messageId(id, ports.chance().number());
  }

  List<SmtpReply> deliver(SmtpSession session, MessageSink sink) {
    var intake = (MessageIntake) sink;
    Optional<SmtpReply> flaw = intake.header().flaw(intake.isCompleting());
    if (flaw.isPresent()) {
      intake.discard();
      return refuse(session, flaw.get());
    }
    StagedBlob message = intake.finish();
    Visit visit = Visit.of(session);
    return session.service() == SmtpService.LMTP
        ? file(session, intake, message)
        : queue(session, intake, envelope(session, intake, unique(visit.recipients())), message);
  }

  private List<SmtpReply> queue(
      SmtpSession session, MessageIntake intake, Envelope envelope, StagedBlob message) {
    try {
      ports.queue().enqueue(intake.id(), message, envelope);
    } catch (StoreException.Full e) {
      message.discard(); // nothing was written, so it cannot be linked
      throw e;
    }
    accepted(session, intake, envelope, message.size());
    return List.of(SmtpReply.of(250, "2.0.0", "Ok: queued as " + intake.id()));
  }

  // One reply for each RCPT, in their order, the same for those that name one mailbox twice.
  private List<SmtpReply> file(SmtpSession session, MessageIntake intake, StagedBlob message) {
    List<Recipient> all = Visit.of(session).recipients();
    List<Recipient> each = unique(all);
    Envelope envelope = envelope(session, intake, each);
    List<Outcome> outcomes = ports.queue().deliver(intake.id(), message, envelope);
    Map<Address, SmtpReply> replies = new LinkedHashMap<>();
    for (int i = 0; i < each.size(); i++) {
      replies.put(each.get(i).address().canonical(), reply(outcomes.get(i)));
    }
    if (replies.values().stream().anyMatch(SmtpReply::isPositive)) {
      accepted(session, intake, envelope, message.size());
    }
    return all.stream().map(r -> replies.get(r.address().canonical())).toList();
  }

  private static SmtpReply reply(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered _, Outcome.Filed _ -> FILED;
      case Outcome.Deferred(Status status) -> reply(450, status);
      case Outcome.Failed(Status status) -> reply(550, status);
      case Outcome.Expanded _, Outcome.Posted _ ->
          throw new IllegalStateException("An expansion is not final, and LMTP waits for none");
    };
  }

  private static SmtpReply reply(int code, Status status) {
    boolean fits = status.code().charAt(0) - '0' == code / 100;
    return SmtpReply.of(code, fits ? status.code() : code / 100 + ".0.0", status.text());
  }

  private Envelope envelope(SmtpSession session, MessageIntake intake, List<Recipient> recipients) {
    Visit visit = Visit.of(session);
    MailParameters with =
        session.envelope().map(e -> e.mail().parameters()).orElse(MailParameters.NONE);
    return new Envelope(
        visit.sender(),
        recipients,
        ports.clock().instant(),
        visit.account().map(Account::id).orElse(null),
        options(with),
        intake.returnPath(),
        session.peer().remote().getAddress());
  }

  private static MailOptions options(MailParameters with) {
    var body =
        switch (with.body()) {
          case SEVEN_BIT -> MailOptions.Body.SEVEN_BIT;
          case EIGHT_BIT -> MailOptions.Body.EIGHT_BIT;
          case BINARY -> MailOptions.Body.BINARY;
        };
    return new MailOptions(body, with.smtputf8(), returns(with.ret()), with.envid());
  }

  private static MailOptions.@Nullable Returns returns(MailParameters.@Nullable Ret ret) {
    if (ret == null) {
      return null;
    }
    return switch (ret) {
      case FULL -> MailOptions.Returns.FULL;
      case HDRS -> MailOptions.Returns.HEADERS;
    };
  }

  // A recipient named twice gets one copy; the first RCPT's parameters count.
  private static List<Recipient> unique(List<Recipient> recipients) {
    if (recipients.size() == 1) {
      return List.copyOf(recipients);
    }
    Map<Address, Recipient> each = new LinkedHashMap<>();
    recipients.forEach(r -> each.putIfAbsent(r.address().canonical(), r));
    return List.copyOf(each.values());
  }

  private List<SmtpReply> refuse(SmtpSession session, SmtpReply reply) {
    Address sender = Visit.of(session).sender();
    ports
        .events()
        .emit(
            new SmtpEvent.MessageRefused(
                session.peer().id(), sender == null ? "" : sender.toString(), reply.toString()));
    return forEach(session, reply);
  }

  /// As many of a reply as the service wants after the content.
  List<SmtpReply> forEach(SmtpSession session, SmtpReply reply) {
    int replies =
        session.service() == SmtpService.LMTP
            ? session.envelope().map(e -> e.recipients().size()).orElse(1)
            : 1;
    return new ArrayList<>(Collections.nCopies(replies, reply));
  }

  private void accepted(SmtpSession session, MessageIntake intake, Envelope envelope, long size) {
    Address sender = envelope.sender();
    ports
        .events()
        .emit(
            new SmtpEvent.MessageAccepted(
                session.peer().id(),
                intake.id().toString(),
                sender == null ? "" : sender.toString(),
                envelope.recipients().size(),
                size,
                Duration.ofNanos(System.nanoTime() - intake.begun())));
  }
}
