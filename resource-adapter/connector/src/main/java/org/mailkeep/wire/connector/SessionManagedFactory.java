package org.mailkeep.wire.connector;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAllocationException;
import jakarta.resource.spi.ValidatingManagedConnectionFactory;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;
import org.mailkeep.connections.SessionOpeners;
import org.mailkeep.connections.Unreachable;

/// Makes the connections of a pool of the container: sessions with the server of a directory. The
/// pool has the directory's id as its property; where the server is, and with what password, only
/// the configuration file says.
public abstract class SessionManagedFactory
    implements ManagedConnectionFactory, ValidatingManagedConnectionFactory {
  private static final long serialVersionUID = 1L;

  private @Nullable String directory;

  SessionManagedFactory() {}

  /// The directory's id; a property of the pool. The annotation stands here since the container
  /// would make one of this class to read a field.
  @ConfigProperty(type = String.class, description = "The id of a directory in mailkeep.toml")
  public void setDirectory(String directory) {
    this.directory = directory;
  }

  /// The directory's id.
  public @Nullable String getDirectory() {
    return directory;
  }

  @Override
  public Object createConnectionFactory(ConnectionManager connections) {
    return new PoolFactory(this, connections);
  }

  @Override
  public Object createConnectionFactory() throws ResourceException {
    throw new NotSupportedException("sessions come from a pool of the container");
  }

  @Override
  public ManagedConnection createManagedConnection(
      @Nullable Subject subject, @Nullable ConnectionRequestInfo request) throws ResourceException {
    String id = directory;
    if (id == null) {
      throw new ResourceAllocationException("the pool has no property Directory");
    }
    try {
      Request wanted = Request.of(request);
      return new SessionConnection(SessionOpeners.open(id, wanted.purpose()), wanted);
    } catch (Unreachable e) {
      throw new ResourceAllocationException(e.getMessage(), e);
    }
  }

  @Override
  @SuppressWarnings("rawtypes") // so the specification has it
  public @Nullable ManagedConnection matchManagedConnections(
      Set candidates, @Nullable Subject subject, @Nullable ConnectionRequestInfo request) {
    Request wanted = Request.of(request);
    for (Object candidate : candidates) {
      if (candidate instanceof SessionConnection connection && connection.serves(wanted)) {
        return connection;
      }
    }
    return null;
  }

  @Override
  @SuppressWarnings("rawtypes") // so the specification has it
  public Set getInvalidConnections(Set connections) {
    var invalid = new HashSet<Object>();
    for (Object each : connections) {
      if (each instanceof SessionConnection connection && !connection.isGood()) {
        invalid.add(connection);
      }
    }
    return invalid;
  }

  /// What happens is told by the sessions themselves.
  @Override
  public void setLogWriter(@Nullable PrintWriter out) {}

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  /// Two that make the same connections are equal (the specification asks for both methods).
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SessionManagedFactory factory
        && kind().equals(factory.kind())
        && Objects.equals(directory, factory.directory);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind(), directory);
  }

  private String kind() {
    return getClass().getName();
  }
}
