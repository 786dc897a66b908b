package org.mailkeep.wire.transport;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.mailkeep.telemetry.TlsEvent;

/// A connection that a listener accepted.
record Accepted(long id, Listener owner) implements ConnectionOrigin {

  @Override
  public Optional<ListenerConfig> listener() {
    return Optional.of(owner.config());
  }

  @Override
  public boolean canStartTls() {
    return owner.config().tls().enabled() && owner.tls().isReady();
  }

  @Override
  public void encrypt(Connection connection) throws IOException {
    long begin = System.nanoTime();
    var config = owner.config().tls();
    try {
      connection.encrypted(secured(connection.socket(), config), config.timeout());
    } catch (ConnectionEnded e) {
      owner
          .events()
          .emit(
              new TlsEvent.Failed(
                  id, owner.config().id(), connection.remote(), String.valueOf(e.getMessage())));
      throw e;
    }
    var took = Duration.ofNanos(System.nanoTime() - begin);
    connection
        .tls()
        .ifPresent(tls ->
            owner.events().emit(new TlsEvent.Started(id, tls.protocol(), tls.cipher(), took)));
  }

  private SSLSocket secured(Socket socket, ListenerConfig.Tls config) throws IOException {
    return owner.tls().serverSide(socket, config);
  }

  @Override
  public boolean isStopping() {
    return owner.isStopping();
  }

  @Override
  public Duration writeTimeout() {
    return owner.limits().write();
  }

  @Override
  public byte[] farewell(ConnectionEnded.Reason reason) {
    return owner.protocol().farewell(reason);
  }

  @Override
  public void background(Runnable work) {
    Threads.start("mailkeep-farewell", work);
  }
}
