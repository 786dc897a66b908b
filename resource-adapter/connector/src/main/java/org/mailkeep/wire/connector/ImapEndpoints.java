package org.mailkeep.wire.connector;

import java.util.function.Function;
import org.mailkeep.wire.imap.Endpoints;
import org.mailkeep.wire.imap.ImapListener;

/// The beans that serve IMAP, as the wire sees them.
record ImapEndpoints(EndpointPool<ImapListener> pool) implements Endpoints {
  @Override
  public <T> T call(Function<ImapListener, T> work) throws Unavailable {
    try {
      return pool.call(work);
    } catch (Gate.Busy e) {
      throw new Unavailable(String.valueOf(e.getMessage()));
    }
  }
}
