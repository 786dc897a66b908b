package org.mailkeep.wire.connector;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.Serializable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/// The resource adapter: owns what listens.
@Connector(
    displayName = "Mailkeep wire",
    vendorName = "Mailkeep",
    eisType = "Internet mail",
    version = "1.0")
public class MailAdapter implements ResourceAdapter, Serializable {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = System.getLogger(MailAdapter.class.getName());

  @Override
  public void start(BootstrapContext context) {
    LOG.log(Level.DEBUG, "adapter started");
  }

  @Override
  public void stop() {
    LOG.log(Level.DEBUG, "adapter stopped");
  }

  @Override
  public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec)
      throws ResourceException {}

  @Override
  public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {}

  @Override
  public XAResource @Nullable [] getXAResources(ActivationSpec[] specs) {
    return null;
  }

  /// One adapter per application: identity is equality (the specification asks for both methods).
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
