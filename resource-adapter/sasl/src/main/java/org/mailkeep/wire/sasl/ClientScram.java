package org.mailkeep.wire.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.mailkeep.kernel.Chance;

/// The client's side of SCRAM (RFC 5802, RFC 7677).
final class ClientScram implements ClientExchange {
  private final ScramHash hash;
  private final boolean bound;
  private final String header;
  private final byte[] tie;
  private final String nonce;
  private final String password;
  private final String firstBare;
  private byte[] expected = new byte[0];
  private State state = State.BEGIN;

  /// What the server is expected to say next.
  private enum State {
    BEGIN,
    SERVER_FIRST,
    SERVER_FINAL,
    COMPLETE
  }

  /// @param flag of the header
  /// @param tie to the connection; of no octets when the flag is no `p=`
  ClientScram(
      ScramHash hash, ClientIdentity.Password identity, String flag, byte[] tie, String nonce) {
    this.hash = hash;
    this.bound = flag.startsWith("p=");
    this.header = Gs2Header.write(flag, identity.authorize());
    this.tie = tie.clone();
    this.nonce = nonce;
    this.password = identity.password();
    String login = SaslPrep.prepare(identity.login()).orElse(identity.login());
    this.firstBare = "n=" + Gs2Header.escaped(login) + ",r=" + nonce;
  }

  /// SCRAM with the best hash that a server offers, tied to the connection where both can. Where we
  /// can and it seems that the server cannot, it is told so, lest somebody changed its offer.
  static Optional<ClientExchange> choose(
      List<String> names, ClientIdentity.Password identity, Channel channel, Chance chance) {
    for (ScramHash hash : List.of(ScramHash.SHA_256, ScramHash.SHA_1)) {
      Optional<Channel.Binding> best = channel.best();
      if (best.isPresent() && names.contains(hash.mechanism() + Scram.PLUS)) {
        String flag = "p=" + best.get().text();
        byte[] tie = channel.binding(best.get()).orElseThrow();
        return Optional.of(new ClientScram(hash, identity, flag, tie, Scram.nonce(chance)));
      }
      if (names.contains(hash.mechanism())) {
        String flag = best.isPresent() ? "y" : "n";
        return Optional.of(new ClientScram(hash, identity, flag, new byte[0], Scram.nonce(chance)));
      }
    }
    return Optional.empty();
  }

  @Override
  public String name() {
    return hash.mechanism() + (bound ? Scram.PLUS : "");
  }

  @Override
  public Optional<byte[]> initial() {
    state = State.SERVER_FIRST;
    return Optional.of((header + firstBare).getBytes(UTF_8));
  }

  @Override
  public Optional<byte[]> answer(byte[] challenge) {
    return switch (state) {
      case BEGIN -> challenge.length == 0 ? initial() : Optional.empty();
      case SERVER_FIRST -> ScramText.decode(challenge).flatMap(this::serverFirst);
      case SERVER_FINAL -> ScramText.decode(challenge).flatMap(this::serverFinal);
      case COMPLETE -> Optional.empty();
    };
  }

  @Override
  public boolean isComplete() {
    return state == State.COMPLETE;
  }

  private Optional<byte[]> serverFirst(String message) {
    var attributes = ScramText.of(message);
    Optional<String> both =
        attributes
            .at(0, 'r')
            .filter(ScramText::isNonce)
            .filter(r -> r.startsWith(nonce) && r.length() > nonce.length());
    Optional<byte[]> salt =
        attributes
            .at(1, 's')
            .flatMap(ScramText::octets)
            .filter(s -> s.length > 0 && s.length <= ScramKeys.LONGEST_SALT);
    Optional<Integer> iterations =
        attributes.at(2, 'i').filter(i -> i.matches("[1-9][0-9]{0,6}")).map(Integer::valueOf);
    boolean sensible =
        iterations
            .filter(i -> i >= ScramKeys.LEAST_ITERATIONS && i <= ScramKeys.MOST_ITERATIONS)
            .isPresent();
    return both.isEmpty() || salt.isEmpty() || !sensible
        ? Optional.empty()
        : Optional.of(last(message, both.get(), salt.get(), iterations.get()));
  }

  private byte[] last(String serverFirst, String both, byte[] salt, int iterations) {
    String withoutProof = "c=" + ScramText.binding(header, tie) + ",r=" + both;
    byte[] said = (firstBare + "," + serverFirst + "," + withoutProof).getBytes(UTF_8);
    byte[] salted = hash.stretch(ScramKeys.prepared(password), salt, iterations);
    byte[] clientKey = hash.hmac(salted, ScramKeys.ascii("Client Key"));
    byte[] signature = hash.hmac(hash.hash(clientKey), said);
    expected = hash.hmac(hash.hmac(salted, ScramKeys.ascii("Server Key")), said);
    state = State.SERVER_FINAL;
    String proof = ScramText.base64(ScramKeys.xor(clientKey, signature));
    return (withoutProof + ",p=" + proof).getBytes(UTF_8);
  }

  private Optional<byte[]> serverFinal(String message) {
    boolean proven =
        ScramText.of(message)
            .at(0, 'v')
            .flatMap(ScramText::octets)
            .filter(signature -> MessageDigest.isEqual(signature, expected))
            .isPresent();
    if (!proven) {
      return Optional.empty();
    }
    state = State.COMPLETE;
    return Optional.of(new byte[0]);
  }
}
