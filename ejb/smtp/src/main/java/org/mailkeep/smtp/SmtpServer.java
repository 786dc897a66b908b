package org.mailkeep.smtp;

import java.util.List;
import java.util.function.Supplier;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.ServerEvent;
import org.mailkeep.wire.sasl.Claim;
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

  private final SmtpPorts ports;
  private final HelloCommand hello;
  private final AuthCommand auth;
  private final MailCommand mail;
  private final RcptCommand rcpt;
  private final DataCommand data;

  /// A server with these rules; a change of rules is another server.
  public SmtpServer(SmtpPorts ports, SmtpPolicy policy) {
    this.ports = ports;
    hello = new HelloCommand(policy);
    auth = new AuthCommand(ports);
    mail = new MailCommand(ports, policy);
    rcpt = new RcptCommand(ports, policy);
    data = new DataCommand(ports, policy);
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
  public SmtpReply authenticate(SmtpSession session, Claim claim) {
    return guard("smtp auth", session, () -> auth.run(session, claim));
  }

  @Override
  public SmtpReply mail(SmtpSession session, Command.Mail command) {
    return guard("smtp mail", session, () -> mail.run(session, command));
  }

  @Override
  public SmtpReply rcpt(SmtpSession session, Command.Rcpt command) {
    return guard("smtp rcpt", session, () -> rcpt.run(session, command));
  }

  @Override
  public DataStart data(SmtpSession session) {
    try {
      return new DataStart.Accept(data.begin(session));
    } catch (RuntimeException e) {
      return new DataStart.Refuse(failure("smtp data", session, e));
    }
  }

  @Override
  public List<SmtpReply> deliver(SmtpSession session, MessageSink sink) {
    try {
      return data.deliver(session, sink);
    } catch (RuntimeException e) {
      sink.discard();
      return data.forEach(session, failure("smtp deliver", session, e));
    }
  }

  @Override
  public void disconnect(SmtpSession session) {
    session.attach(null);
  }

  private SmtpReply guard(String where, SmtpSession session, Supplier<SmtpReply> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      return failure(where, session, e);
    }
  }

  private SmtpReply failure(String where, SmtpSession session, RuntimeException e) {
    ports.events().emit(new ServerEvent.Unexpected(where, session.peer().id(), e));
    return replyTo(e);
  }

  static SmtpReply replyTo(RuntimeException e) {
    return e instanceof StoreException.Full ? FULL : FAILED;
  }
}
