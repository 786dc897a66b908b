package org.mailkeep.directory.api.spi;

import java.util.List;
import org.mailkeep.directory.api.Authentication;

/// What a foreign directory says to a name and a password.
public sealed interface PasswordAnswer {
  /// It hands out what passwords are compared with; somebody else compares.
  ///
  /// @param secrets in any format that [org.mailkeep.credentials.Passwords] knows
  record BySecrets(Entry entry, List<String> secrets) implements PasswordAnswer {
    public BySecrets {
      secrets = List.copyOf(secrets);
    }

    @Override
    public String toString() {
      return "BySecrets[" + entry + "]";
    }
  }

  /// It has compared, and the password is right.
  record Accepted(Entry entry) implements PasswordAnswer {}

  /// It has compared, or done as if, and says no.
  record Refused(Authentication.Reason why) implements PasswordAnswer {}

  /// Nobody has this name, and nothing was compared yet.
  record Nobody() implements PasswordAnswer {}

  /// It could not be asked; trying again later may help.
  ///
  /// @param reason for the log, without secrets
  record Unavailable(String reason) implements PasswordAnswer {}
}
