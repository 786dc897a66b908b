package org.mailkeep.directory.memory;

import java.util.List;
import java.util.Optional;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Form;
import org.mailkeep.settings.Question;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;
import org.mailkeep.settings.ValueTypes;

/// `directory.<id>.principals[]`: accounts in the configuration file.
public final class MemoryDirectorySettings {
  private static final String FIRST = "0";
  private static final String PRINCIPAL = "directory.<id>.principals.<number>.";

  /// What it logs in with.
  public static final Setting<String> NAME =
      Setting.text(PRINCIPAL + "name")
          .required()
          .onRestart()
          .says(
              "Login name of an account in the file, each in its own"
                  + " [[directory.<id>.principals]].");

  /// What it is.
  public static final Setting<String> CLASS =
      Setting.text(PRINCIPAL + "class")
          .or("individual")
          .formerly(PRINCIPAL + "type")
          .onRestart()
          .says("What it is: individual, group or admin.");

  /// Its name for people.
  public static final Setting<String> DESCRIPTION =
      Setting.text(PRINCIPAL + "description").or("").onRestart().says("What people call it.");

  /// What its password is compared with.
  public static final Setting<List<String>> SECRET =
      Setting.list(PRINCIPAL + "secret", ValueTypes.TEXT)
          .or(List.of())
          .formerly(PRINCIPAL + "secrets")
          .secret()
          .onRestart()
          .says("Its password, or several, hashed or not.");

  /// Its addresses.
  public static final Setting<List<String>> EMAIL =
      Setting.list(PRINCIPAL + "email", ValueTypes.TEXT)
          .or(List.of())
          .onRestart()
          .says(
              "Its addresses, the primary one first; `@example.org` for all that nobody else has."
                  + " Their domains are hosted.");

  /// Lists that it is on.
  public static final Setting<List<String>> EMAIL_LIST =
      Setting.list(PRINCIPAL + "email-list", ValueTypes.TEXT)
          .or(List.of())
          .onRestart()
          .says("Addresses of lists whose mail it gets, among others.");

  /// Groups that it is in.
  public static final Setting<List<String>> MEMBER_OF =
      Setting.list(PRINCIPAL + "member-of", ValueTypes.TEXT)
          .or(List.of())
          .onRestart()
          .says("Names of the groups that it is in.");

  /// How much it keeps.
  public static final Setting<DataSize> QUOTA =
      Setting.size(PRINCIPAL + "quota")
          .unsetMeans("no limit")
          .onRestart()
          .says("How much it may keep; 0 is no limit.");

  /// Whether it logs in.
  public static final Setting<Boolean> ENABLED =
      Setting.bool(PRINCIPAL + "enabled")
          .or(true)
          .onRestart()
          .says("Whether it may log in; its mail is kept all the same.");

  /// What is asked about a directory in memory: its first account; others are written into the file
  /// like it.
  public static final Form FORM =
      Form.of(
          "directory",
          ChosenDirectory.Kind.MEMORY,
          Question.required(NAME).at(FIRST),
          Question.required(SECRET).at(FIRST).treated(Question.Manner.HASHED),
          Question.required(EMAIL).at(FIRST),
          Question.optional(CLASS).at(FIRST));

  /// Classes, names and addresses must be some.
  static final SettingRule SENSIBLE =
      (configuration, problems) -> {
        for (String id : configuration.ids("directory")) {
          for (String number : numbers(configuration, id)) {
            String word = configuration.get(CLASS, id, number);
            if (kind(word).isEmpty()) {
              problems.accept(
                  configuration.problem("must be individual, group or admin", CLASS, id, number));
            }
            if (Identity.read(configuration.get(NAME, id, number)).isEmpty()) {
              problems.accept(configuration.problem("must be a name", NAME, id, number));
            }
            for (Setting<List<String>> addresses : List.of(EMAIL, EMAIL_LIST)) {
              if (!configuration.get(addresses, id, number).stream()
                  .allMatch(text -> Claim.parse(text).isPresent())) {
                problems.accept(
                    configuration.problem("must hold addresses only", addresses, id, number));
              }
            }
          }
        }
      };

  private MemoryDirectorySettings() {}

  /// The accounts of a directory.
  static List<Person> people(Configuration configuration, String id) {
    return numbers(configuration, id).stream()
        .map(number -> person(configuration, id, number))
        .toList();
  }

  private static Person person(Configuration configuration, String id, String number) {
    List<String> emails =
        configuration.get(EMAIL, id, number).stream().map(MemoryDirectorySettings::name).toList();
    var entry =
        new Entry(
            Identity.read(configuration.get(NAME, id, number)).orElseThrow(),
            kind(configuration.get(CLASS, id, number)).orElseThrow(),
            configuration.get(DESCRIPTION, id, number),
            emails,
            quota(configuration.find(QUOTA, id, number)),
            configuration.get(ENABLED, id, number));
    return new Person(
        entry,
        configuration.get(SECRET, id, number),
        configuration.get(EMAIL_LIST, id, number).stream()
            .map(MemoryDirectorySettings::name)
            .toList(),
        configuration.get(MEMBER_OF, id, number).stream()
            .flatMap(group -> Identity.read(group).stream())
            .toList());
  }

  private static List<String> numbers(Configuration configuration, String id) {
    return configuration.ids("directory." + id + ".principals");
  }

  private static Optional<Entry.Kind> kind(String word) {
    for (Entry.Kind kind : Entry.Kind.values()) {
      if (kind.isCalled(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private static String name(String email) {
    return Claim.parse(email).orElseThrow().name();
  }

  private static Account.Quota quota(Optional<DataSize> size) {
    return size.map(DataSize::bytes)
        .filter(bytes -> bytes > 0)
        .map(Account.Quota::ofBytes)
        .orElse(Account.Quota.UNLIMITED);
  }
}
