package org.mailkeep.wire.connector;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;
import org.mailkeep.connections.PooledSession;

/// A session in a pool of the container. It belongs to one purpose for its whole life.
final class SessionConnection implements ManagedConnection {
  private final PooledSession session;
  private final Request request;
  private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable Lease lease;
  private volatile boolean used;

  SessionConnection(PooledSession session, Request request) {
    this.session = session;
    this.request = request;
  }

  boolean serves(Request wanted) {
    return request.equals(wanted);
  }

  boolean isGood() {
    return session.isGood();
  }

  PooledSession session() {
    return session;
  }

  @Override
  public Object getConnection(@Nullable Subject subject, @Nullable ConnectionRequestInfo info) {
    var fresh = new Lease(this, !used);
    used = true;
    lease = fresh;
    return fresh;
  }

  /// A lease is over.
  void closed(Lease ended) {
    if (lease == ended) {
      lease = null;
    }
    tell(ended, ConnectionEvent.CONNECTION_CLOSED, ConnectionEventListener::connectionClosed);
  }

  /// A session is of no use any more.
  void discarded(Lease ended) {
    if (lease == ended) {
      lease = null;
    }
    tell(
        ended,
        ConnectionEvent.CONNECTION_ERROR_OCCURRED,
        ConnectionEventListener::connectionErrorOccurred);
  }

  private void tell(
      Lease ended, int kind, BiConsumer<ConnectionEventListener, ConnectionEvent> to) {
    var event = new ConnectionEvent(this, kind);
    event.setConnectionHandle(ended);
    listeners.forEach(listener -> to.accept(listener, event));
  }

  @Override
  public void associateConnection(Object handle) throws ResourceException {
    throw new NotSupportedException("a lease stays with its session");
  }

  @Override
  public void addConnectionEventListener(ConnectionEventListener listener) {
    listeners.add(listener);
  }

  @Override
  public void removeConnectionEventListener(ConnectionEventListener listener) {
    listeners.remove(listener);
  }

  @Override
  public void cleanup() {
    lease = null;
  }

  @Override
  public void destroy() {
    session.close();
  }

  @Override
  public XAResource getXAResource() throws ResourceException {
    throw new NotSupportedException("no transactions");
  }

  @Override
  public LocalTransaction getLocalTransaction() throws ResourceException {
    throw new NotSupportedException("no transactions");
  }

  @Override
  public ManagedConnectionMetaData getMetaData() {
    return new Description();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {}

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  /// What the container asks about a connection.
  private static final class Description implements ManagedConnectionMetaData {
    @Override
    public String getEISProductName() {
      return "Internet mail";
    }

    @Override
    public String getEISProductVersion() {
      return "";
    }

    @Override
    public int getMaxConnections() {
      return 0;
    }

    @Override
    public String getUserName() {
      return "";
    }
  }
}
