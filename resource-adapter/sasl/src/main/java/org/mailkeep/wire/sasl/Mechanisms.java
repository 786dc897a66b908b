package org.mailkeep.wire.sasl;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mailkeep.kernel.Chance;

/// The mechanisms that a server speaks, the preferred one first.
public record Mechanisms(List<Mechanism> all) {

  /// Copies the list.
  public Mechanisms {
    all = List.copyOf(all);
  }

  /// All but GSSAPI, which wants a key.
  public static Mechanisms standard(Chance chance) {
    return standard(chance, TokenSource.UNKNOWN);
  }

  /// The same.
  ///
  /// @param tokens where clients get them
  public static Mechanisms standard(Chance chance, TokenSource tokens) {
    return new Mechanisms(
        List.of(
            Scram.plus(chance),
            Scram.plain(chance),
            new External(),
            OauthBearer.standard(tokens),
            OauthBearer.google(tokens),
            new Plain(),
            new Login()));
  }

  /// These and another one behind EXTERNAL, before what sends a password.
  public Mechanisms with(Mechanism mechanism) {
    return new Mechanisms(
        Stream.concat(
                Stream.concat(
                    all.stream().filter(each -> each.proof() != Proof.PASSWORD),
                    Stream.of(mechanism)),
                all.stream().filter(each -> each.proof() == Proof.PASSWORD))
            .toList());
  }

  /// Those of them that a server may use.
  ///
  /// @param names as settings have them
  public Mechanisms only(Collection<MechanismName> names) {
    List<String> texts = names.stream().map(MechanismName::text).toList();
    return new Mechanisms(
        all.stream().filter(mechanism -> texts.contains(mechanism.name())).toList());
  }

  /// Those by which clients prove what can be right.
  public Mechanisms of(Set<Proof> proofs) {
    return new Mechanisms(
        all.stream().filter(mechanism -> proofs.contains(mechanism.proof())).toList());
  }

  /// None at all.
  public static Mechanisms none() {
    return new Mechanisms(List.of());
  }

  /// The names to offer on a connection.
  public List<String> offered(Channel channel) {
    return all.stream().filter(mechanism -> mechanism.fits(channel)).map(Mechanism::name).toList();
  }

  /// Begins an exchange by the mechanism of a name, in any case, if it is offered.
  public Optional<ServerExchange> begin(String name, Channel channel) {
    String upper = name.toUpperCase(Locale.ROOT);
    boolean ties = all.stream().anyMatch(mechanism -> mechanism.name().endsWith(Scram.PLUS));
    return all.stream()
        .filter(mechanism -> mechanism.name().equals(upper))
        .filter(mechanism -> mechanism.fits(channel))
        .map(mechanism -> mechanism.begin(ties ? channel : channel.unbound()))
        .findFirst();
  }
}
