package org.mailkeep.wire.sasl;

import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.MessageProp;

/// A context of Java's GSS-API.
///
/// @param identity whoever the context is of
record JavaSteps(GSSContext context, KerberosLogin identity) implements GssSteps {
  @Override
  public byte[] step(byte[] token) throws GSSException {
    byte[] answer =
        identity.as(() ->
            context.isInitiator()
                ? context.initSecContext(token, 0, token.length)
                : context.acceptSecContext(token, 0, token.length));
    return answer == null ? new byte[0] : answer;
  }

  @Override
  public boolean isEstablished() {
    return context.isEstablished();
  }

  @Override
  public byte[] wrap(byte[] message) throws GSSException {
    return context.wrap(message, 0, message.length, new MessageProp(0, false));
  }

  @Override
  public byte[] unwrap(byte[] message) throws GSSException {
    return context.unwrap(message, 0, message.length, new MessageProp(0, false));
  }

  @Override
  public String initiator() throws GSSException {
    return context.getSrcName().toString();
  }

  @Override
  public void dispose() {
    try {
      context.dispose();
    } catch (GSSException _) {
      // There was nothing to release.
    }
  }
}
