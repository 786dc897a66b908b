package org.mailkeep.wire.connector;

import jakarta.resource.spi.Activation;
import org.mailkeep.wire.imap.ImapListener;

/// A message-driven bean that serves IMAP.
@Activation(messageListeners = ImapListener.class)
public class ImapActivation extends BeanActivation {
  private static final long serialVersionUID = 1L;
}
