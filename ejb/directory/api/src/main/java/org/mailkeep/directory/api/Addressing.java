package org.mailkeep.directory.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.expression.Choice;
import org.mailkeep.expression.Facts;
import org.mailkeep.expression.Rule;
import org.mailkeep.expression.Scope;
import org.mailkeep.expression.Values;
import org.mailkeep.expression.Variable;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;

/// The rules by which an address finds its account; the same for every kind of directory.
///
/// @param subAddressing what becomes of `jane+lists@` when nobody is `jane+lists@`: usually it is
///   `jane@` (RFC 5233 §1)
/// @param catchAll who takes what nobody else does: usually `@example.org`
/// @param postmaster who gets mail for a postmaster that a domain does not have; null for the
///   administrator of the server
public record Addressing(
    Rule<Rewriting> subAddressing, Rule<Rewriting> catchAll, @Nullable Address postmaster) {
  /// What the rules know.
  static final Scope SCOPE = Scope.of("address", Variable.RCPT, Variable.RCPT_DOMAIN);

  /// Sub-addresses and catch-alls both work.
  public static final Addressing STANDARD = new Addressing(true, true);

  /// The local part that must work in every domain (RFC 5321 §4.5.1).
  public static final String POSTMASTER = "postmaster";

  /// What separates the sub-address.
  private static final char SEPARATOR = '+';

  /// Sub-addresses and catch-alls as usual, or not at all.
  public Addressing(boolean subAddressing, boolean catchAll) {
    this(always(subAddressing), always(catchAll), null);
  }

  private static Rule<Rewriting> always(boolean usual) {
    return Rule.always(Rewriting.TYPE, usual ? Rewriting.USUAL : Rewriting.OFF);
  }

  /// The names to look up for an address, in order: itself, without its sub-address, the domain's
  /// catch-all. The first that a directory knows decides.
  public List<String> candidates(Address address) {
    var names = new ArrayList<String>(3);
    names.add(name(address));
    base(address).ifPresent(base -> names.add(name(base)));
    switch (made(catchAll, address)) {
      case Rewriting.To(Address other) -> names.add(name(other));
      case Rewriting.Made.USUAL -> names.add(catchAll(address.domain()));
      case Rewriting.Made.OFF -> {}
    }
    Trace.tell("addressing", () -> "asked for in this order: " + String.join(", ", names));
    return names;
  }

  /// The address without its sub-address, canonical; empty when it has none or they are off.
  public Optional<Address> base(Address address) {
    return switch (made(subAddressing, address)) {
      case Rewriting.To(Address other) -> Optional.of(other);
      case Rewriting.Made.USUAL -> withoutSubAddress(address.canonical());
      case Rewriting.Made.OFF -> Optional.empty();
    };
  }

  private static Optional<Address> withoutSubAddress(Address address) {
    int separator = address.local().indexOf(SEPARATOR);
    return separator > 0
        ? Optional.of(new Address(address.local().substring(0, separator), address.domain()))
        : Optional.empty();
  }

  /// The address that mail comes in for when one of the candidates decides: for a catch-all the one
  /// that was asked for.
  public Address matched(Address asked, String candidate) {
    Address canonical = asked.canonical();
    return base(canonical).filter(base -> name(base).equals(candidate)).orElse(canonical);
  }

  private static Rewriting made(Rule<Rewriting> rule, Address address) {
    return rule.constant()
        .orElseGet(() -> new Choice<>(rule, Rewriting.OFF).of(facts(address.canonical())));
  }

  private static Facts facts(Address address) {
    return variable ->
        variable == Variable.RCPT ? Values.of(name(address)) : Values.of(address.domain().ascii());
  }

  /// Whether an address is that of a domain's postmaster, in any case (RFC 5321 §4.5.1).
  public static boolean isPostmaster(Address address) {
    return address.local().equalsIgnoreCase(POSTMASTER);
  }

  /// The name under which a directory keeps an address: canonical, the local part unquoted.
  public static String name(Address address) {
    return address.canonical().local() + "@" + address.domain().ascii();
  }

  /// The name under which a directory keeps a domain's catch-all: `@example.org`.
  public static String catchAll(DomainName domain) {
    return "@" + domain.ascii();
  }
}
