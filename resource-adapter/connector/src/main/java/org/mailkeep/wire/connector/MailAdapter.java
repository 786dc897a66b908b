package org.mailkeep.wire.connector;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.Serializable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.imap.ImapListener;
import org.mailkeep.wire.pop3.Pop3Listener;
import org.mailkeep.wire.smtp.SmtpListener;
import org.mailkeep.wire.transport.Surroundings;

/// The resource adapter: owns what listens. It opens no port by itself: the server hands it a plan
/// when it is ready to answer, and takes it back before it stops.
@Connector(
    displayName = "Mailkeep wire",
    vendorName = "Mailkeep",
    eisType = "Internet mail",
    version = "1.0")
public class MailAdapter implements ResourceAdapter, Serializable {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = System.getLogger(MailAdapter.class.getName());
  private static final int PERMITS = 256;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AtomicReference<@Nullable MailAdapter> RUNNING = new AtomicReference<>();

  private final transient Gate smtpGate = new Gate(PERMITS, PATIENCE);
  private final transient Gate imapGate = new Gate(PERMITS, PATIENCE);
  private final transient Gate pop3Gate = new Gate(PERMITS, PATIENCE);
  private final transient EndpointPool<SmtpListener> smtp =
      new EndpointPool<>(SmtpListener.class, smtpGate);
  private final transient EndpointPool<ImapListener> imap =
      new EndpointPool<>(ImapListener.class, imapGate);
  private final transient EndpointPool<Pop3Listener> pop3 =
      new EndpointPool<>(Pop3Listener.class, pop3Gate);
  private transient @Nullable OpenListeners listeners;

  /// The adapter of this application, for its beans.
  ///
  /// @throws IllegalStateException when the container has not started it
  public static MailAdapter running() {
    MailAdapter adapter = RUNNING.get();
    if (adapter == null) {
      throw new IllegalStateException("the container has not started the resource adapter");
    }
    return adapter;
  }

  @Override
  public void start(BootstrapContext context) {
    RUNNING.set(this);
    LOG.log(Level.DEBUG, "adapter started");
  }

  @Override
  public void stop() {
    close();
    RUNNING.compareAndSet(this, null);
    LOG.log(Level.DEBUG, "adapter stopped");
  }

  @Override
  public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec) {
    if (spec instanceof SmtpActivation) {
      smtp.activate(factory);
    } else if (spec instanceof ImapActivation) {
      imap.activate(factory);
    } else if (spec instanceof Pop3Activation) {
      pop3.activate(factory);
    }
  }

  @Override
  public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
    smtp.deactivate(factory);
    imap.deactivate(factory);
    pop3.deactivate(factory);
  }

  /// The beans that serve SMTP and LMTP.
  public SmtpEndpoints smtp() {
    return new SmtpEndpoints(smtp);
  }

  /// The beans that serve IMAP.
  public ImapEndpoints imap() {
    return new ImapEndpoints(imap);
  }

  /// The beans that serve POP3.
  public Pop3Endpoints pop3() {
    return new Pop3Endpoints(pop3);
  }

  /// Changes how many commands of each protocol run at once, and how long one more waits.
  public void bound(int permits, Duration patience) {
    smtpGate.resize(permits, patience);
    imapGate.resize(permits, patience);
    pop3Gate.resize(permits, patience);
  }

  /// Begins to listen; there are no listeners until the first plan. Whoever begins calls [#close].
  public synchronized OpenListeners open(Surroundings around) {
    close();
    var fresh = new OpenListeners(around);
    listeners = fresh;
    return fresh;
  }

  /// Closes every listener and ends their connections.
  public synchronized void close() {
    if (listeners != null) {
      listeners.close();
      listeners = null;
    }
  }

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
