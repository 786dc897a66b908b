package org.mailkeep.wire.connector;

import org.mailkeep.wire.transport.Connection;
import org.mailkeep.wire.transport.ConnectionEnded;
import org.mailkeep.wire.transport.Conversation;
import org.mailkeep.wire.transport.Protocol;

/// What a listener speaks, exchangeable while it is open: new connections get the new one.
final class CurrentProtocol implements Protocol {
  private volatile Protocol now;

  CurrentProtocol(Protocol first) {
    now = first;
  }

  void become(Protocol next) {
    now = next;
  }

  @Override
  public Conversation begin(Connection connection) {
    return now.begin(connection);
  }

  @Override
  public byte[] busy() {
    return now.busy();
  }

  @Override
  public byte[] farewell(ConnectionEnded.Reason reason) {
    return now.farewell(reason);
  }
}
