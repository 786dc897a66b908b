package org.mailkeep.wire.connector;

import jakarta.resource.spi.Activation;
import org.mailkeep.wire.smtp.SmtpListener;

/// A message-driven bean that serves SMTP.
@Activation(messageListeners = SmtpListener.class)
public class SmtpActivation extends BeanActivation {
  private static final long serialVersionUID = 1L;
}
