package org.mailkeep.directory.api;

import java.util.Optional;
import org.mailkeep.expression.Rule;
import org.mailkeep.kernel.Address;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingDraft;
import org.mailkeep.settings.ValueType;
import org.mailkeep.settings.ValueTypes;

/// `session.rcpt.*`, as far as it says how addresses find accounts.
public final class AddressingSettings {
  private static final ValueType<Address> ADDRESS =
      new ValueType<>(
          "address",
          "an address such as jane@example.org",
          raw -> raw.single().flatMap(scalar -> Address.parse(scalar.text())),
          address -> ValueTypes.ANY.print(address.toString()));

  /// Whether there are sub-addresses.
  public static final Setting<Rule<Rewriting>> SUB_ADDRESSING =
      rewriting("session.rcpt.sub-addressing")
          .or(Rule.always(Rewriting.TYPE, Rewriting.USUAL))
          .formerly("session.rcpt.subaddressing")
          .says(
              "Mail for `jane+anything@` goes to `jane@` unless someone has the whole address. A"
                  + " rule may come to another address, or to `false`.");

  /// Whether there are catch-alls.
  public static final Setting<Rule<Rewriting>> CATCH_ALL =
      rewriting("session.rcpt.catch-all")
          .or(Rule.always(Rewriting.TYPE, Rewriting.USUAL))
          .says(
              "Mail for an address that nobody has goes to the account that has `@domain`. A rule"
                  + " may come to the address of someone else who takes it, or to `false`.");

  /// The same in older files.
  public static final Setting<Rule<Rewriting>> OLD_SUB_ADDRESSING =
      rewriting("directory.<id>.options.subaddressing")
          .unsetMeans("`session.rcpt.sub-addressing`")
          .says(
              "What older files have in place of `session.rcpt.sub-addressing`, which wins; also"
                  + " `{ map, to }`. That of the directory of `storage.directory` counts.");

  /// The same in older files.
  public static final Setting<Rule<Rewriting>> OLD_CATCH_ALL =
      rewriting("directory.<id>.options.catch-all")
          .unsetMeans("`session.rcpt.catch-all`")
          .says(
              "What older files have in place of `session.rcpt.catch-all`, which wins; also"
                  + " `{ map, to }`. That of the directory of `storage.directory` counts.");

  /// Who is the postmaster of domains that have none.
  public static final Setting<Address> POSTMASTER =
      Setting.of("session.rcpt.postmaster", ADDRESS)
          .unsetMeans("the account `admin`")
          .onRestart()
          .says(
              "Who gets mail for the `postmaster` of a domain in which nobody has that address, and"
                  + " for `<postmaster>` without a domain: an address that is kept here.");

  private AddressingSettings() {}

  private static SettingDraft<Rule<Rewriting>> rewriting(String key) {
    return Setting.of(key, Rewriting.TYPE.in(Addressing.SCOPE)).onRestart();
  }

  /// The rules of addressing.
  public static Addressing addressing(Configuration configuration) {
    return new Addressing(
        rule(configuration, SUB_ADDRESSING, OLD_SUB_ADDRESSING),
        rule(configuration, CATCH_ALL, OLD_CATCH_ALL),
        configuration.find(POSTMASTER).orElse(null));
  }

  private static Rule<Rewriting> rule(
      Configuration configuration, Setting<Rule<Rewriting>> setting, Setting<Rule<Rewriting>> old) {
    Optional<Rule<Rewriting>> older =
        configuration.isSet(setting)
            ? Optional.empty()
            : directory(configuration).flatMap(id -> configuration.find(old, id));
    return older.orElseGet(() -> configuration.get(setting));
  }

  /// The directory that counts: the chosen one, or the only one.
  private static Optional<String> directory(Configuration configuration) {
    var all = configuration.ids("directory");
    return ChosenDirectory.chain(configuration).stream()
        .findFirst()
        .or(() -> all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty());
  }
}
