package org.mailkeep.wire.sasl;

import java.util.Optional;

/// EXTERNAL (RFC 4422, appendix A): the certificate of TLS says who it is, the client at most for
/// whom it wants to act.
final class External implements Mechanism {
  @Override
  public String name() {
    return "EXTERNAL";
  }

  @Override
  public Proof proof() {
    return Proof.CERTIFICATE;
  }

  @Override
  public boolean fits(Channel channel) {
    return !channel.vouched().isEmpty();
  }

  @Override
  public ServerExchange begin(Channel channel) {
    return new ServerExchange() {
      @Override
      public Step start(Optional<byte[]> initial) {
        return initial.map(this::answer).orElseGet(() -> new Challenge(new byte[0]));
      }

      @Override
      public Step answer(byte[] response) {
        return Texts.decode(response, 0, response.length)
            .flatMap(SaslPrep::prepare)
            .<Step>map(name -> new Claimed(new Claim.Certificate(name, channel.vouched())))
            .orElseGet(() -> new Malformed("not a name"));
      }
    };
  }
}
