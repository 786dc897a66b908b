package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.directory.api.Account;
import org.mailkeep.kernel.AccountId;

class InitialPasswordTest {
  @TempDir private Path folder;

  @Test
  void liesThereForItsOwnerAloneUntilItIsChanged() throws IOException {
    var password = InitialPassword.of(new Instance(folder));
    password.keep("admin", "first");
    password.keep("admin", "second");
    assertEquals("second\n", Files.readString(password.file()));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(password.file())));
    password.changed(account("jane@example.org"));
    assertTrue(Files.exists(password.file()));
    password.changed(account("admin"));
    assertFalse(Files.exists(password.file()));
    password.changed(account("admin"));
  }

  @Test
  void aFolderThatIsNotThereKeepsTheAccountFromBeingMade() {
    var password = new InitialPassword(folder.resolve("missing").resolve("file"));
    assertThrows(UncheckedIOException.class, () -> password.keep("admin", "secret"));
  }

  private static Account account(String login) {
    return new Account(new AccountId(1), login, "", null, Account.Quota.UNLIMITED, Set.of(), true);
  }
}
