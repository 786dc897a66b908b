package org.mailkeep.wire.sasl;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The mechanisms that a server speaks, the preferred one first.
public record Mechanisms(List<Mechanism> all) {

  /// Copies the list.
  public Mechanisms {
    all = List.copyOf(all);
  }

  /// PLAIN and LOGIN.
  public static Mechanisms standard() {
    return new Mechanisms(List.of(new Plain(), new Login()));
  }

  /// The names to offer.
  ///
  /// @param confidential whether nobody listens: TLS, or a loopback connection when allowed
  public List<String> offered(boolean confidential) {
    return all.stream()
        .filter(mechanism -> confidential || !mechanism.showsSecret())
        .map(Mechanism::name)
        .toList();
  }

  /// The mechanism of a name, in any case, if it may be used.
  ///
  /// @param confidential as for [#offered]
  public Optional<Mechanism> find(String name, boolean confidential) {
    String upper = name.toUpperCase(Locale.ROOT);
    return all.stream()
        .filter(mechanism -> mechanism.name().equals(upper))
        .filter(mechanism -> confidential || !mechanism.showsSecret())
        .findFirst();
  }
}
