package org.mailkeep.wire.sasl;

import java.util.Optional;

/// PLAIN (RFC 4616): everything in one message, `[authzid] NUL authcid NUL passwd`.
public final class Plain implements Mechanism {

  @Override
  public String name() {
    return "PLAIN";
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
    @Override
    public Step start(Optional<byte[]> initial) {
      return initial.map(this::answer).orElseGet(() -> new Challenge(new byte[0]));
    }

    @Override
    public Step answer(byte[] response) {
      int first = indexOfNul(response, 0);
      int second = first < 0 ? -1 : indexOfNul(response, first + 1);
      if (second < 0 || indexOfNul(response, second + 1) >= 0) {
        return new Malformed("not three parts");
      }
      var authorize = Texts.decode(response, 0, first);
      var login = Texts.decode(response, first + 1, second);
      var password = Texts.decode(response, second + 1, response.length);
      if (authorize.isEmpty() || login.isEmpty() || password.isEmpty()) {
        return new Malformed("not UTF-8, or longer than " + Texts.LONGEST + " octets");
      }
      return Texts.claim(authorize.get(), login.get(), password.get());
    }
  }

  private static int indexOfNul(byte[] octets, int from) {
    for (int i = from; i < octets.length; i++) {
      if (octets[i] == 0) {
        return i;
      }
    }
    return -1;
  }
}
