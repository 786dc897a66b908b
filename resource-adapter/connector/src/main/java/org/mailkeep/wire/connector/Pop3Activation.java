package org.mailkeep.wire.connector;

import jakarta.resource.spi.Activation;
import org.mailkeep.wire.pop3.Pop3Listener;

/// A message-driven bean that serves POP3.
@Activation(messageListeners = Pop3Listener.class)
public class Pop3Activation extends BeanActivation {
  private static final long serialVersionUID = 1L;
}
