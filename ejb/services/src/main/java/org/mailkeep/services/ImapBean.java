package org.mailkeep.services;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Optional;
import org.mailkeep.wire.imap.Announced;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.ImapListener;
import org.mailkeep.wire.imap.ImapSession;
import org.mailkeep.wire.imap.Reception;
import org.mailkeep.wire.sasl.ScramKeys;

/// Where IMAP commands come in.
@MessageDriven(name = "ImapBean", messageListenerInterface = ImapListener.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ImapBean implements ImapListener {
  @Override
  public Answer open(ImapSession session) {
    return Running.imap().open(session);
  }

  @Override
  public Optional<ScramKeys> scramKeys(ImapSession session, String login) {
    return Running.imap().scramKeys(session, login);
  }

  @Override
  public Answer execute(ImapSession session, Command.Served command) {
    return Running.imap().execute(session, command);
  }

  @Override
  public Answer next(ImapSession session) {
    return Running.imap().next(session);
  }

  @Override
  public Answer pending(ImapSession session) {
    return Running.imap().pending(session);
  }

  @Override
  public Reception receive(ImapSession session, Announced message) {
    return Running.imap().receive(session, message);
  }

  @Override
  public void closed(ImapSession session) {
    Running.imap().closed(session);
  }
}
