package org.mailkeep.services;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Optional;
import org.mailkeep.wire.pop3.Answer;
import org.mailkeep.wire.pop3.Command;
import org.mailkeep.wire.pop3.Pop3Listener;
import org.mailkeep.wire.pop3.Pop3Session;
import org.mailkeep.wire.sasl.ScramKeys;

/// Where POP3 commands come in.
@MessageDriven(name = "Pop3Bean", messageListenerInterface = Pop3Listener.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Pop3Bean implements Pop3Listener {
  @Override
  public Answer open(Pop3Session session) {
    return Running.pop3().open(session);
  }

  @Override
  public Optional<ScramKeys> scramKeys(Pop3Session session, String login) {
    return Running.pop3().scramKeys(session, login);
  }

  @Override
  public Answer execute(Pop3Session session, Command.Served command) {
    return Running.pop3().execute(session, command);
  }

  @Override
  public Answer next(Pop3Session session) {
    return Running.pop3().next(session);
  }

  @Override
  public void closed(Pop3Session session) {
    Running.pop3().closed(session);
  }
}
