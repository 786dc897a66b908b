package org.mailkeep.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.mailkeep.admin.Accounts;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.internal.FirstAdministrator;

/// The file with the password that the first start made: there for its owner alone, until the
/// password is changed.
///
/// @param file where it is
record InitialPassword(Path file) implements FirstAdministrator.Keeper, Accounts.PasswordWatch {
  private static final String NAME = "initial-admin-password";

  /// That of an instance.
  static InitialPassword of(Instance instance) {
    return new InitialPassword(instance.home().resolve(NAME));
  }

  /// Only its owner may read the file, from its first instant on.
  @Override
  public void keep(String login, String password) {
    try {
      Files.deleteIfExists(file);
      var owner = PosixFilePermissions.fromString("rw-------");
      Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
      Files.writeString(
          file,
          password + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.DSYNC,
          StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the first password in " + file, e);
    }
  }

  @Override
  public void changed(Account account) {
    if (!account.login().equals(FirstAdministrator.LOGIN)) {
      return;
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + file, e);
    }
  }
}
