package org.mailkeep.directory.api;

import java.util.Optional;
import org.mailkeep.expression.RuleType;
import org.mailkeep.expression.Value;
import org.mailkeep.kernel.Address;
import org.mailkeep.settings.RawValue;
import org.mailkeep.settings.ValueType;
import org.mailkeep.settings.ValueTypes;

/// What a rule of addressing makes of an address.
public sealed interface Rewriting {
  /// What the field has always done: leave the sub-address out, or ask for `@domain`.
  Rewriting USUAL = Made.USUAL;

  /// Nothing.
  Rewriting OFF = Made.OFF;

  /// Mail goes where mail for another address goes.
  ///
  /// @param address canonical
  record To(Address address) implements Rewriting {
    public To {
      address = address.canonical();
    }
  }

  /// Those that need no address.
  enum Made implements Rewriting {
    USUAL,
    OFF
  }

  /// How a file writes it: `true`, `false`, an address, or a rule that comes to one of them.
  RuleType<Rewriting> TYPE =
      RuleType.of(
          new ValueType<>(
              "boolean or address", "true, false or an address", Rewriting::read, Rewriting::print),
          Rewriting::of);

  private static Optional<Rewriting> read(RawValue raw) {
    Optional<Boolean> truth = ValueTypes.BOOLEAN.read(raw);
    return truth.isPresent()
        ? truth.map(is -> is ? USUAL : OFF)
        : raw.single().flatMap(scalar -> Address.parse(scalar.text())).map(To::new);
  }

  private static String print(Rewriting rewriting) {
    return switch (rewriting) {
      case To(Address address) -> ValueTypes.ANY.print(address.toString());
      case Made made -> String.valueOf(made == Made.USUAL);
    };
  }

  /// What an expression means that came to a value: a text that is no address changes nothing.
  private static Optional<Rewriting> of(Value value) {
    return Optional.of(
        switch (value) {
          case Value.Text(String text) -> Address.parse(text).<Rewriting>map(To::new).orElse(OFF);
          case Value.Whole _, Value.Decimal _ -> value.isTrue() ? USUAL : OFF;
          case Value.Items _, Value.Nothing _ -> OFF;
        });
  }
}
