package org.mailkeep.directory.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.directory.internal.Setup.done;

import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Chance;

class FirstAdministratorTest {
  private static final Set<String> ROLES = Set.of("admin");

  @Test
  void isMadeOnceAndCanLogIn() {
    try (var setup = new Setup()) {
      var first = new FirstAdministrator(setup.directory, setup.passwords, Chance.secure());
      var kept = new ArrayList<String>();
      assertTrue(first.ensure(ROLES, (login, password) -> kept.add(password)));
      var answer = setup.directory.authenticate(new Credentials.Password("admin", kept.getFirst()));
      var account = assertInstanceOf(Authentication.Authenticated.class, answer).account();
      assertEquals(ROLES, account.roles());
      assertFalse(first.ensure(ROLES, (login, password) -> kept.add(password)));
      assertEquals(1, kept.size());
    }
  }

  @Test
  void isNotMadeAgainAfterItIsRemoved() {
    try (var setup = new Setup()) {
      var first = new FirstAdministrator(setup.directory, setup.passwords, Chance.secure());
      assertTrue(first.ensure(ROLES, (login, password) -> {}));
      done(setup.directory.delete(new AccountId(1)));
      assertFalse(first.ensure(ROLES, (login, password) -> {}));
    }
  }

  @Test
  void isNotMadeWhenItsPasswordCannotBeKept() {
    try (var setup = new Setup()) {
      var first = new FirstAdministrator(setup.directory, setup.passwords, Chance.secure());
      assertThrows(
          IllegalStateException.class,
          () ->
              first.ensure(
                  ROLES,
                  (login, password) -> {
                    throw new IllegalStateException("disk full");
                  }));
      assertTrue(setup.directory.isNew());
    }
  }
}
