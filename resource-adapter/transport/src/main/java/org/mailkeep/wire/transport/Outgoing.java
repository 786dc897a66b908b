package org.mailkeep.wire.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// A connection that we dialled. It is watched until it is closed.
final class Outgoing implements ConnectionOrigin {

  private final Surroundings around;
  private final Duration write;
  private final long id;

  Outgoing(Surroundings around, Duration write) {
    this.around = around;
    this.write = write;
    this.id = around.nextNumber();
  }

  void watch(Connection connection) {
    around.deadlines().watch(connection);
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public Optional<ListenerConfig> listener() {
    return Optional.empty();
  }

  @Override
  public boolean canStartTls() {
    return false;
  }

  @Override
  public void encrypt(Connection connection) throws IOException {
    throw new IllegalStateException("a dialled connection needs a ClientTls");
  }

  @Override
  public boolean isStopping() {
    return false;
  }

  @Override
  public Duration writeTimeout() {
    return write;
  }

  @Override
  public byte[] farewell(ConnectionEnded.Reason reason) {
    return new byte[0];
  }

  @Override
  public void background(Runnable work) {
    Threads.start("mailkeep-farewell", work);
  }

  @Override
  public void closed(Connection connection) {
    around.deadlines().forget(connection);
  }
}
