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
          .onRestart()
          .says(
              "Memory that hashing a password takes (Argon2id). Passwords set from now on are"
                  + " stored so; the others stay as they are. From 64k to 1g.");

  /// Passes of a new hash.
  public static final Setting<Integer> PASSES =
      Setting.integer("authentication.password.argon2.passes", 1, Argon2Cost.MAX_PASSES)
          .or(2)
          .onRestart()
          .says("Passes over that memory.");

  /// Lanes of a new hash.
  public static final Setting<Integer> LANES =
      Setting.integer("authentication.password.argon2.lanes", 1, 4)
          .or(1)
          .onRestart()
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
          .onRestart()
          .says("Characters that a new password has at least.");

  /// Length of a password at most.
  public static final Setting<Integer> MAX_LENGTH =
      Setting.integer("authentication.password.max-length", 128, 1_024)
          .or(128)
          .onRestart()
          .says("Characters that a password has at most; a longer one is nobody's.");

  /// Whether passwords get keys for SCRAM.
  public static final Setting<Boolean> SCRAM =
      Setting.bool("authentication.password.scram")
          .or(false)
          .onRestart()
          .says(
              "Whether a password that is set, or used to log in, gets keys for SCRAM-SHA-256"
                  + " beside its hash, and the mechanism is offered. A password is then never sent,"
                  + " but whoever steals the store guesses more cheaply than from Argon2id."
                  + " Accounts with an authenticator app are left out. Clients that find SCRAM"
                  + " offered may try nothing else, so let accounts log in with passwords first.");

  /// Iterations of those keys.
  public static final Setting<Integer> SCRAM_ITERATIONS =
      Setting.integer("authentication.password.scram-iterations", 4_096, 1_000_000)
          .or(100_000)
          .onRestart()
          .says("Iterations of new keys for SCRAM. Clients do that work at each login.");

  /// Steps that a client's clock may be wrong by.
  public static final Setting<Integer> SKEW =
      Setting.integer("authentication.totp.skew", 0, 10)
          .or(1)
          .onRestart()
          .says(
              "Codes of authenticator apps before and after the present one that are taken, too,"
                  + " since clocks differ.");

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

  /// Iterations of keys for SCRAM; 0 when passwords get none.
  public static int scramIterations(Configuration configuration) {
    return configuration.get(SCRAM) ? configuration.get(SCRAM_ITERATIONS) : 0;
  }

  /// What new passwords must be like.
  public static PasswordRules rules(Configuration configuration) {
    return new PasswordRules(configuration.get(MIN_LENGTH), configuration.get(MAX_LENGTH));
  }
}
