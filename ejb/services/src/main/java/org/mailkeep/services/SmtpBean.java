package org.mailkeep.services;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;
import java.util.Optional;
import org.mailkeep.wire.sasl.Claim;
import org.mailkeep.wire.sasl.ScramKeys;
import org.mailkeep.wire.smtp.Command;
import org.mailkeep.wire.smtp.MessageSink;
import org.mailkeep.wire.smtp.SmtpListener;
import org.mailkeep.wire.smtp.SmtpReply;
import org.mailkeep.wire.smtp.SmtpSession;

/// Where SMTP and LMTP commands come in.
@MessageDriven(name = "SmtpBean", messageListenerInterface = SmtpListener.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SmtpBean implements SmtpListener {
  @Override
  public SmtpReply connect(SmtpSession session) {
    return Running.smtp().connect(session);
  }

  @Override
  public SmtpReply hello(SmtpSession session, Command.Hello hello) {
    return Running.smtp().hello(session, hello);
  }

  @Override
  public Optional<ScramKeys> scramKeys(SmtpSession session, String login) {
    return Running.smtp().scramKeys(session, login);
  }

  @Override
  public SmtpReply authenticate(SmtpSession session, Claim claim) {
    return Running.smtp().authenticate(session, claim);
  }

  @Override
  public SmtpReply mail(SmtpSession session, Command.Mail mail) {
    return Running.smtp().mail(session, mail);
  }

  @Override
  public SmtpReply rcpt(SmtpSession session, Command.Rcpt rcpt) {
    return Running.smtp().rcpt(session, rcpt);
  }

  @Override
  public SmtpReply verify(SmtpSession session, Command.Vrfy command) {
    return Running.smtp().verify(session, command);
  }

  @Override
  public SmtpReply expand(SmtpSession session, Command.Expn command) {
    return Running.smtp().expand(session, command);
  }

  @Override
  public DataStart data(SmtpSession session) {
    return Running.smtp().data(session);
  }

  @Override
  public List<SmtpReply> deliver(SmtpSession session, MessageSink sink) {
    return Running.smtp().deliver(session, sink);
  }

  @Override
  public void disconnect(SmtpSession session) {
    Running.smtp().disconnect(session);
  }
}
