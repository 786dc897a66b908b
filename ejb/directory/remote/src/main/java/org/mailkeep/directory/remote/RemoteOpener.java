package org.mailkeep.directory.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.mailkeep.connections.PooledSession;
import org.mailkeep.connections.Purpose;
import org.mailkeep.connections.SessionOpener;
import org.mailkeep.connections.Unreachable;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.kernel.ServerTrust;
import org.mailkeep.wire.imap.ImapClient;
import org.mailkeep.wire.smtp.ClientTimeouts;
import org.mailkeep.wire.smtp.SmtpClient;
import org.mailkeep.wire.transport.ClientTls;
import org.mailkeep.wire.transport.Connection;
import org.mailkeep.wire.transport.Dialler;

/// Opens sessions with a mail server: connects, encrypts, waits for the greeting. Safe for many
/// threads.
///
/// @param tls as the server's certificate is to be checked
record RemoteOpener(RemoteServer server, Dialler dialler, ClientTls tls) implements SessionOpener {

  @Override
  public PooledSession open(Purpose purpose) throws Unreachable {
    Connection connection = dial();
    boolean open = false;
    try {
      connection.sessionLimit(server.times().create(), "pool.timeout.create");
      if (server.trust().tlsFirst()) {
        connection.idleLimit(server.times().create(), "pool.timeout.create");
        connection.startTls(tls, server.host());
      }
      boolean near = connection.remote().getAddress().isLoopbackAddress();
      boolean trusted = near || server.trust().plainText();
      PooledSession session =
          server.protocol() == ChosenDirectory.Kind.IMAP
              ? imap(connection, trusted)
              : smtp(connection, trusted);
      connection.sessionLimit(
          server.times().life().plus(server.times().answer()), "pool.max-lifetime");
      open = true;
      return session;
    } catch (IOException e) {
      throw trouble(String.valueOf(e.getMessage()));
    } finally {
      if (!open) {
        connection.close();
      }
    }
  }

  private Connection dial() throws Unreachable {
    Duration create = server.times().create();
    try {
      var address = new InetSocketAddress(InetAddress.getByName(server.host()), server.port());
      var where = new Dialler.Destination(address, Optional.empty(), create, create);
      return switch (dialler.dial(where)) {
        case Dialler.Connected(var connection) -> connection;
        case Dialler.Unreachable(_, var reason) -> throw trouble(reason);
      };
    } catch (UnknownHostException e) {
      throw trouble("no such host");
    }
  }

  private ImapSession imap(Connection connection, boolean trusted) throws Unreachable {
    var client =
        new ImapClient(connection, new ImapClient.Times(server.times().create(), answer()));
    demand(client.greet());
    if (!client.isTls() && isToBegin(client.can("STARTTLS"))) {
      demand(client.startTls(tls, server.host()));
    }
    return new ImapSession(client, server, trusted);
  }

  private SmtpSession smtp(Connection connection, boolean trusted) throws Unreachable {
    boolean lmtp = server.protocol() == ChosenDirectory.Kind.LMTP;
    Duration answer = answer();
    var timeouts =
        new ClientTimeouts(
            server.times().create(),
            answer,
            answer,
            answer,
            answer,
            answer,
            server.times().check());
    var client = new SmtpClient(connection, new SmtpClient.Setup(server.ourName(), lmtp, timeouts));
    demand(client.greet());
    if (client.tls().isEmpty() && isToBegin(client.extensions().has("STARTTLS"))) {
      demand(client.startTls(tls, server.host()));
    }
    return new SmtpSession(client, server, trusted);
  }

  /// Whether STARTTLS is used: whenever it is offered.
  ///
  /// @throws Unreachable when it is not, and whose certificate is good was said
  private boolean isToBegin(boolean offered) throws Unreachable {
    if (!offered && server.trust().certificates() instanceof ServerTrust.Private) {
      throw trouble("STARTTLS is not offered, which tls.ca needs without tls.enable");
    }
    return offered;
  }

  private Duration answer() {
    return server.times().answer();
  }

  private void demand(org.mailkeep.wire.imap.ClientStep step) throws Unreachable {
    switch (step) {
      case org.mailkeep.wire.imap.ClientStep.Done() -> {}
      case org.mailkeep.wire.imap.ClientStep.NotOffered() -> throw trouble("not offered");
      case org.mailkeep.wire.imap.ClientStep.Refused(var code, var text) ->
          throw trouble("NO [" + code + "] " + text);
      case org.mailkeep.wire.imap.ClientStep.Lost(var reason) -> throw trouble(reason);
    }
  }

  private void demand(org.mailkeep.wire.smtp.ClientStep step) throws Unreachable {
    switch (step) {
      case org.mailkeep.wire.smtp.ClientStep.Done _ -> {}
      case org.mailkeep.wire.smtp.ClientStep.NotOffered() -> throw trouble("not offered");
      case org.mailkeep.wire.smtp.ClientStep.Refused(var reply) -> throw trouble(reply.toString());
      case org.mailkeep.wire.smtp.ClientStep.Lost(var reason) -> throw trouble(reason);
    }
  }

  private Unreachable trouble(String reason) {
    return new Unreachable("no session with " + server.where() + ": " + reason);
  }
}
