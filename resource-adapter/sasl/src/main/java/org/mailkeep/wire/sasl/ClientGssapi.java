package org.mailkeep.wire.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.ietf.jgss.GSSException;

/// The client's side of GSSAPI.
final class ClientGssapi implements ClientExchange {
  private final GssSteps context;
  private final String authorize;
  private boolean begun;
  private boolean complete;

  ClientGssapi(Supplier<GssSteps> context, String authorize) {
    this.context = context.get();
    this.authorize = authorize;
  }

  @Override
  public String name() {
    return Gssapi.NAME;
  }

  @Override
  public Optional<byte[]> initial() {
    return step(new byte[0]);
  }

  @Override
  public Optional<byte[]> answer(byte[] challenge) {
    return context.isEstablished() ? layer(challenge) : step(challenge);
  }

  @Override
  public boolean isComplete() {
    return complete;
  }

  private Optional<byte[]> step(byte[] token) {
    if (begun == (token.length == 0)) {
      return Optional.empty();
    }
    begun = true;
    try {
      return Optional.of(context.step(token));
    } catch (GSSException _) {
      return Optional.empty();
    }
  }

  private Optional<byte[]> layer(byte[] challenge) {
    try {
      byte[] offer = context.unwrap(challenge);
      if (offer.length != Gssapi.CHOICE || (offer[0] & Gssapi.NO_LAYER) == 0) {
        return Optional.empty();
      }
      byte[] name = authorize.getBytes(StandardCharsets.UTF_8);
      byte[] choice = Arrays.copyOf(new byte[] {Gssapi.NO_LAYER}, Gssapi.CHOICE + name.length);
      System.arraycopy(name, 0, choice, Gssapi.CHOICE, name.length);
      byte[] wrapped = context.wrap(choice);
      complete = true;
      context.dispose();
      return Optional.of(wrapped);
    } catch (GSSException _) {
      return Optional.empty();
    }
  }
}
