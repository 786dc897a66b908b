package org.mailkeep.wire.connector;

import java.util.function.Function;
import org.mailkeep.wire.pop3.Endpoints;
import org.mailkeep.wire.pop3.Pop3Listener;

/// The beans that serve POP3, as the wire sees them.
record Pop3Endpoints(EndpointPool<Pop3Listener> pool) implements Endpoints {
  @Override
  public <T> T call(Function<Pop3Listener, T> work) throws Unavailable {
    try {
      return pool.call(work);
    } catch (Gate.Busy e) {
      throw new Unavailable(String.valueOf(e.getMessage()));
    }
  }
}
