package org.mailkeep.directory.api;

import java.util.Set;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;
import org.mailkeep.wire.sasl.ScramKeys;

/// `directory.<id>.scram.*`: whether the secrets of a directory that others keep do for SCRAM.
public final class DirectoryScramSettings {
  /// The kinds that hand out what passwords are compared with.
  private static final Set<ChosenDirectory.Kind> READABLE =
      Set.of(ChosenDirectory.Kind.MEMORY, ChosenDirectory.Kind.SQL, ChosenDirectory.Kind.LDAP);

  /// Whether it is offered.
  public static final Setting<Boolean> ENABLE =
      Setting.bool("directory.<id>.scram.enable")
          .or(false)
          .onRestart()
          .says(
              "Whether everybody's secret in a directory of type memory, sql or ldap (with the"
                  + " method default) is a key for SCRAM-SHA-256 or clear text, so that"
                  + " SCRAM-SHA-256 and SCRAM-SHA-256-PLUS are offered. Who has a hash of another"
                  + " kind cannot log in with a client that then chooses them.");

  /// How much work its keys are.
  public static final Setting<Integer> ITERATIONS =
      Setting.integer(
              "directory.<id>.scram.iterations",
              ScramKeys.LEAST_ITERATIONS,
              ScramKeys.MOST_ITERATIONS)
          .or(ScramKeys.LEAST_ITERATIONS)
          .onRestart()
          .says(
              "The iterations that the directory's keys for SCRAM have. Strangers who ask for a"
                  + " login that nobody has are told as many, so that they learn nothing.");

  /// Where passwords cannot be read, nothing can be proven by them.
  static final SettingRule READABLE_SECRETS =
      (configuration, problems) -> {
        for (String id : configuration.ids("directory")) {
          if (configuration.get(ENABLE, id)
              && !READABLE.contains(ChosenDirectory.kind(configuration, id))) {
            problems.accept(
                configuration.problem(
                    "only directories of the types memory, sql and ldap hand out secrets",
                    ENABLE,
                    id));
          }
        }
      };

  private DirectoryScramSettings() {}
}
