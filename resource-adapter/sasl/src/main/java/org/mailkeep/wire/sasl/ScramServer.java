package org.mailkeep.wire.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The server's side of an exchange by SCRAM-SHA-256. Messages have their names from RFC 5802 §7.
final class ScramServer implements ServerExchange {
  private static final Malformed WRONG = new Malformed("not a message of SCRAM");

  private final boolean bound;
  private final Channel channel;
  private final String ownNonce;
  private State state = State.BEGIN;
  private String authorize = "";
  private String login = "";
  private String clientNonce = "";
  private String expectedBinding = "";
  private String clientFirstBare = "";
  private String serverFirst = "";
  private @Nullable ScramKeys keys;
  private Optional<Claim> claim = Optional.empty();

  /// What is expected next.
  private enum State {
    BEGIN,
    KEYS,
    CLIENT_FINAL,
    CONFIRMATION,
    OVER
  }

  ScramServer(boolean bound, Channel channel, String ownNonce) {
    this.bound = bound;
    this.channel = channel;
    this.ownNonce = ownNonce;
  }

  @Override
  public Step start(Optional<byte[]> initial) {
    return initial.map(this::answer).orElseGet(() -> new Challenge(new byte[0]));
  }

  @Override
  public Step answer(byte[] response) {
    return switch (state) {
      case BEGIN -> ScramText.decode(response).map(this::clientFirst).orElse(WRONG);
      case CLIENT_FINAL -> ScramText.decode(response).map(this::clientFinal).orElse(WRONG);
      case CONFIRMATION -> response.length == 0 ? over(claimed()) : over(WRONG);
      case KEYS, OVER -> throw new IllegalStateException("nothing was asked");
    };
  }

  private Step over(Step last) {
    state = State.OVER;
    return last;
  }

  private Step claimed() {
    return claim.<Step>map(Claimed::new).orElse(WRONG);
  }

  private Step clientFirst(String message) {
    Optional<Gs2Header> header = Gs2Header.of(message);
    if (header.isEmpty()) {
      return over(WRONG);
    }
    Optional<byte[]> tie = tie(header.get().flag());
    if (tie.isEmpty()) {
      return over(new Malformed("channel binding is not as it was offered"));
    }
    clientFirstBare = message.substring(header.get().text().length());
    var attributes = ScramText.of(clientFirstBare);
    Optional<String> name = attributes.at(0, 'n').flatMap(Gs2Header::name);
    Optional<String> nonce = attributes.at(1, 'r').filter(ScramText::isNonce);
    if (name.isEmpty() || nonce.isEmpty()) {
      return over(WRONG);
    }
    authorize = header.get().authorize();
    login = name.get();
    clientNonce = nonce.get();
    expectedBinding = ScramText.binding(header.get().text(), tie.get());
    state = State.KEYS;
    return new NeedsKeys(login);
  }

  /// What the client ties the exchange to; empty when it must not. A client that says `y` believes
  /// that we cannot tie; when we have offered to, somebody has changed the offer.
  private Optional<byte[]> tie(String flag) {
    if (flag.startsWith("p=")) {
      return bound
          ? Channel.Binding.of(flag.substring(2)).flatMap(channel::binding)
          : Optional.empty();
    }
    boolean fooled = flag.equals("y") && channel.best().isPresent();
    return bound || fooled ? Optional.empty() : Optional.of(new byte[0]);
  }

  @Override
  public Step keys(ScramKeys found) {
    if (state != State.KEYS || found.hash() != ScramHash.SHA_256) {
      throw new IllegalStateException("no such keys were asked for");
    }
    keys = found;
    serverFirst =
        "r=%s%s,s=%s,i=%d"
            .formatted(clientNonce, ownNonce, ScramText.base64(found.salt()), found.iterations());
    state = State.CLIENT_FINAL;
    return new Challenge(serverFirst.getBytes(UTF_8));
  }

  private Step clientFinal(String message) {
    int end = message.lastIndexOf(",p=");
    ScramKeys known = keys;
    if (end < 0 || known == null) {
      return over(WRONG);
    }
    String withoutProof = message.substring(0, end);
    Optional<byte[]> proof = ScramText.octets(message.substring(end + 3));
    var attributes = ScramText.of(withoutProof);
    boolean tied = attributes.at(0, 'c').filter(c -> same(c, expectedBinding)).isPresent();
    boolean ours = attributes.at(1, 'r').filter(r -> same(r, clientNonce + ownNonce)).isPresent();
    if (!tied || !ours || proof.isEmpty()) {
      return over(new Malformed("nonce, channel binding or proof is not of this exchange"));
    }
    byte[] said = (clientFirstBare + "," + serverFirst + "," + withoutProof).getBytes(UTF_8);
    claim = Optional.of(new Claim.Scram(authorize, login, said, proof.get()));
    if (!known.prove(said, proof.get())) {
      return over(claimed()); // to be refused by who decides, and counted
    }
    state = State.CONFIRMATION;
    return new Challenge(("v=" + ScramText.base64(known.signature(said))).getBytes(UTF_8));
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }
}
