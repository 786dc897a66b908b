package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Properties;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.directory.InitialDirContext;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import org.junit.jupiter.api.Test;
import org.mailkeep.auth.Realms;

/// What failures of Payara's realms mean; logins at a real one are system tests.
class ContainerRealmsTest {
  private static final Realms.Answer REFUSED = new Realms.Answer.Refused();

  /// As its realm of LDAP throws what it catches.
  private static LoginException caught(Exception cause) {
    var failure = new LoginException(cause.toString());
    failure.initCause(cause);
    return failure;
  }

  @Test
  void whoeverIsUnknownOrHasAnotherPasswordIsRefused() {
    assertEquals(REFUSED, ContainerRealms.answer(new FailedLoginException("Login failed")));
    assertEquals(REFUSED, ContainerRealms.answer(caught(new LoginException("not found"))));
  }

  /// Nobody listens on port 1.
  @Test
  void anLdapServerThatIsDownRefusesNobody() {
    var properties = new Properties();
    properties.setProperty(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
    properties.setProperty(Context.PROVIDER_URL, "ldap://127.0.0.1:1");
    var thrown =
        assertThrows(NamingException.class, () -> new InitialDirContext(properties).close());
    var answer =
        assertInstanceOf(Realms.Answer.Unavailable.class, ContainerRealms.answer(caught(thrown)));
    assertEquals(thrown.toString(), answer.reason());
    assertInstanceOf(
        Realms.Answer.Unavailable.class, ContainerRealms.answer(caught(caught(thrown))));
  }

  @Test
  void aRealmThatIsNotThereRefusesNobody() {
    assertEquals(
        new Realms.Answer.Unavailable("no such realm"),
        ContainerRealms.answer(new IllegalStateException("no such realm")));
  }
}
