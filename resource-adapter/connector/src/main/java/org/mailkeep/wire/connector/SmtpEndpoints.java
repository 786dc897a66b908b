package org.mailkeep.wire.connector;

import java.util.function.Function;
import org.mailkeep.wire.smtp.Endpoints;
import org.mailkeep.wire.smtp.SmtpListener;

/// The beans that serve SMTP, as the wire sees them.
record SmtpEndpoints(EndpointPool<SmtpListener> pool) implements Endpoints {
  @Override
  public <T> T call(Function<SmtpListener, T> work) throws Unavailable {
    try {
      return pool.call(work);
    } catch (Gate.Busy e) {
      throw new Unavailable(String.valueOf(e.getMessage()));
    }
  }
}
