package org.mailkeep.smtp;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailkeep.auth.Claims;
import org.mailkeep.smtp.SmtpPermissions.Step;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.ServerEvent;
import org.mailkeep.wire.sasl.Claim;
import org.mailkeep.wire.sasl.ScramKeys;
import org.mailkeep.wire.smtp.Command;
import org.mailkeep.wire.smtp.MessageSink;
import org.mailkeep.wire.smtp.SmtpListener;
import org.mailkeep.wire.smtp.SmtpReply;
import org.mailkeep.wire.smtp.SmtpSession;

/// SMTP, submission and LMTP: hands each command to the class named after it. Stateless and safe
/// for many threads. What fails unexpectedly is caught here, once: a temporary failure for the
/// client, an event for us.
public final class SmtpServer implements SmtpListener {
  private static final SmtpReply FAILED =
      SmtpReply.of(451, "4.3.0", "Temporary failure, try again later");
  private static final SmtpReply FULL =
      SmtpReply.of(452, "4.3.1", "Insufficient storage, try again later");

  private static final SmtpReply EXPELLED =
      SmtpReply.of(421, "4.7.0", "The account was changed, log in again");

  private final SmtpPorts ports;
  private final HelloCommand hello;
  private final AuthCommand auth;
  private final MailCommand mail;
  private final RcptCommand rcpt;
  private final DataCommand data;
  private final VrfyCommand vrfy;
  private final ExpnCommand expn;

  /// A server with these rules; a change of rules is another server.
  public SmtpServer(SmtpPorts ports, SmtpPolicy policy) {
    this.ports = ports;
    hello = new HelloCommand(ports.world(), policy);
    auth = new AuthCommand(ports);
    mail = new MailCommand(ports, policy);
    rcpt = new RcptCommand(ports, policy);
    data = new DataCommand(ports, policy);
    OwnDomain own = OwnDomain.of(policy.hostname());
    vrfy = new VrfyCommand(ports, own);
    expn = new ExpnCommand(ports, own);
  }

  @Override
  public SmtpReply connect(SmtpSession session) {
    return guard("smtp connect", session, () -> hello.greet(session));
  }

  @Override
  public SmtpReply hello(SmtpSession session, Command.Hello command) {
    return guard("smtp hello", session, () -> hello.run(session, command));
  }

  @Override
  public Optional<ScramKeys> scramKeys(SmtpSession session, String login) {
    try {
      return Claims.scramKeys(ports.directory(), login);
    } catch (RuntimeException e) {
      failure("smtp auth", session, e);
      return Optional.empty();
    }
  }

  @Override
  public SmtpReply authenticate(SmtpSession session, Claim claim) {
    return guard("smtp auth", session, () -> auth.run(session, claim));
  }

  @Override
  public SmtpReply mail(SmtpSession session, Command.Mail command) {
    return guard(
        "smtp mail", session, () -> welcome(session, Step.MAIL, () -> mail.run(session, command)));
  }

  @Override
  public SmtpReply rcpt(SmtpSession session, Command.Rcpt command) {
    return guard(
        "smtp rcpt", session, () -> welcome(session, Step.RCPT, () -> rcpt.run(session, command)));
  }

  @Override
  public SmtpReply verify(SmtpSession session, Command.Vrfy command) {
    return guard(
        "smtp vrfy", session, () -> welcome(session, Step.VERIFY, () -> vrfy.run(command)));
  }

  @Override
  public SmtpReply expand(SmtpSession session, Command.Expn command) {
    return guard(
        "smtp expn", session, () -> welcome(session, Step.EXPAND, () -> expn.run(command)));
  }

  @Override
  public DataStart data(SmtpSession session) {
    Optional<SmtpReply> refusal = refusal(session, Step.DATA);
    if (refusal.isPresent()) {
      return new DataStart.Refuse(refusal.get());
    }
    try {
      return new DataStart.Accept(data.begin(session));
    } catch (RuntimeException e) {
      return new DataStart.Refuse(failure("smtp data", session, e));
    }
  }

  @Override
  public List<SmtpReply> deliver(SmtpSession session, MessageSink sink) {
    Optional<SmtpReply> refusal = refusal(session, Step.DELIVER);
    if (refusal.isPresent()) {
      sink.discard();
      return data.forEach(session, refusal.get());
    }
    try {
      return data.deliver(session, sink);
    } catch (RuntimeException e) {
      sink.discard();
      return data.forEach(session, failure("smtp deliver", session, e));
    }
  }

  @Override
  public void disconnect(SmtpSession session) {
    session.attachment(Visit.class).ifPresent(Visit::logOut);
    session.attach(null);
  }

  private static SmtpReply welcome(SmtpSession session, Step step, Supplier<SmtpReply> work) {
    return refusal(session, step).orElseGet(work);
  }

  /// The one place where commands need their permissions. An account that was changed since it
  /// logged in submits nothing more.
  private static Optional<SmtpReply> refusal(SmtpSession session, Step step) {
    Visit visit = Visit.of(session);
    return visit.isExpelled()
        ? Optional.of(EXPELLED)
        : visit.missing(step).map(SmtpPermissions::refusal);
  }

  private SmtpReply guard(String where, SmtpSession session, Supplier<SmtpReply> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      return failure(where, session, e);
    }
  }

  /// What keeps a store from serving is told by the store itself, once for all commands.
  private SmtpReply failure(String where, SmtpSession session, RuntimeException e) {
    if (!(e instanceof StoreException) || e instanceof StoreException.Corrupt) {
      ports.events().emit(new ServerEvent.Unexpected(where, session.peer().id(), e));
    }
    return replyTo(e);
  }

  static SmtpReply replyTo(RuntimeException e) {
    return e instanceof StoreException.Full ? FULL : FAILED;
  }
}
