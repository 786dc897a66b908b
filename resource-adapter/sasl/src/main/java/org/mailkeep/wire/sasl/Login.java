package org.mailkeep.wire.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// LOGIN (draft-murchison-sasl-login-00): the name, then the password, each asked for. A client may
/// send the name along with its wish.
public final class Login implements Mechanism {

  @Override
  public String name() {
    return "LOGIN";
  }

  @Override
  public Proof proof() {
    return Proof.PASSWORD;
  }

  @Override
  public boolean fits(Channel channel) {
    return channel.isConfidential();
  }

  @Override
  public ServerExchange begin(Channel channel) {
    return new Exchange();
  }

  /// One exchange.
  private static final class Exchange implements ServerExchange {
    private Optional<String> login = Optional.empty();

    @Override
    public Step start(Optional<byte[]> initial) {
      boolean none = initial.isEmpty() || initial.get().length == 0;
      return none ? ask("Username:") : answer(initial.get());
    }

    @Override
    public Step answer(byte[] response) {
      var text = Texts.decode(response, 0, response.length);
      if (text.isEmpty()) {
        return new Malformed("not UTF-8, or longer than " + Texts.LONGEST + " octets");
      }
      if (login.isEmpty()) {
        login = text;
        return ask("Password:");
      }
      return Texts.claim("", login.get(), text.get());
    }

    private static Step ask(String what) {
      return new Challenge(what.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
