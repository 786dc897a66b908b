package org.mailkeep.credentials;

import java.time.Duration;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;

/// `authentication.password.*`: what passwords cost and what they must be like.
public final class CredentialsSettings {
  private static final long LEAST = 64 << 10;
  private static final long MOST = 1L << 30;

  /// Memory of a new hash.
  public static final Setting<DataSize> MEMORY =
      Setting.size("authentication.password.argon2.memory")
          .orText("19m")
          .says(
              "Memory that hashing a password takes (Argon2id). Passwords set from now on are"
                  + " stored so; the others stay as they are. From 64k to 1g.");

  /// Passes of a new hash.
  public static final Setting<Integer> PASSES =
      Setting.integer("authentication.password.argon2.passes", 1, Argon2Cost.MAX_PASSES)
          .or(2)
          .says("Passes over that memory.");

  /// Lanes of a new hash.
  public static final Setting<Integer> LANES =
      Setting.integer("authentication.password.argon2.lanes", 1, 4)
          .or(1)
          .says("Lanes of that memory (Argon2's parallelism).");

  /// Threads that hash.
  public static final Setting<Integer> THREADS =
      Setting.integer("authentication.password.threads", 1, 256)
          .unsetMeans("half of the processors, at least one")
          .onRestart()
          .says("Passwords that are checked at once; each takes a processor and its memory.");

  /// Checks that wait.
  public static final Setting<Integer> WAITING =
      Setting.integer("authentication.password.waiting", 0, 100_000)
          .or(200)
          .onRestart()
          .says("Checks that wait for their turn; more get a temporary failure at once.");

  /// The longest wait.
  public static final Setting<Duration> PATIENCE =
      Setting.duration("authentication.password.patience")
          .or(Duration.ofSeconds(10))
          .onRestart()
          .says("The longest that a check takes, waiting included; then a temporary failure.");

  /// Length of a password at least.
  public static final Setting<Integer> MIN_LENGTH =
      Setting.integer("authentication.password.min-length", 1, 128)
          .or(8)
          .says("Characters that a new password has at least.");

  /// Length of a password at most.
  public static final Setting<Integer> MAX_LENGTH =
      Setting.integer("authentication.password.max-length", 128, 1_024)
          .or(128)
          .says("Characters that a password has at most; a longer one is nobody's.");

  /// Argon2's bounds, and what one login may take.
  static final SettingRule MEMORY_BOUNDS =
      (configuration, problems) -> {
        long bytes = configuration.get(MEMORY).bytes();
        if (bytes < LEAST || bytes > MOST) {
          problems.accept(configuration.problem("must be from 64k to 1g", MEMORY));
        }
      };

  private CredentialsSettings() {}

  /// How much work goes into passwords.
  ///
  /// @param processors of the machine
  public static PasswordWork work(Configuration configuration, int processors) {
    int threads = configuration.find(THREADS).orElse(Math.max(1, processors / 2));
    return new PasswordWork(
        cost(configuration), threads, configuration.get(WAITING), configuration.get(PATIENCE));
  }

  /// What a new hash costs.
  public static Argon2Cost cost(Configuration configuration) {
    int kibibytes = (int) (configuration.get(MEMORY).bytes() >> 10);
    return new Argon2Cost(kibibytes, configuration.get(PASSES), configuration.get(LANES));
  }

  /// What new passwords must be like.
  public static PasswordRules rules(Configuration configuration) {
    return new PasswordRules(configuration.get(MIN_LENGTH), configuration.get(MAX_LENGTH));
  }
}
