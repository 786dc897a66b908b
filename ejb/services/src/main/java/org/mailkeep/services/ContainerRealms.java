package org.mailkeep.services;

import java.lang.reflect.InvocationTargetException;
import java.security.Principal;
import java.util.HashSet;
import java.util.Set;
import javax.naming.NamingException;
import javax.security.auth.Subject;
import javax.security.auth.login.LoginException;
import org.mailkeep.auth.Realms;

/// The security realms of Payara, whichever its console has: of files, LDAP, databases. A login is
/// one of JAAS with the realm's modules; it leaves no trace on the thread, as the server's own
/// programmatic login does. Payara publishes no artifact with the types, so they are found by name.
///
/// Of what a realm asks in turn, only the realm of LDAP tells that it is down, by what its failure
/// was caused by. Those of databases and PAM say the same then as to a wrong password, and so does
/// the one of LDAP when the server goes between the search and the bind; the log of Payara says
/// more.
final class ContainerRealms implements Realms {
  private static final String SECURITY = "com.sun.enterprise.security.auth.";
  private static final String REALM = SECURITY + "realm.Realm";
  private static final String CREDENTIAL = SECURITY + "login.common.PasswordCredential";
  private static final String DRIVER = SECURITY + "login.LoginContextDriver";
  private static final String GROUP = "org.glassfish.security.common.Group";

  @Override
  public Answer login(String realm, String name, String password) {
    try {
      Class<?> type = Class.forName(REALM);
      Object found = type.getMethod("getInstance", String.class).invoke(null, realm);
      String modules = (String) type.getMethod("getJAASContext").invoke(found);
      var subject = new Subject();
      subject.getPrivateCredentials().add(credential(realm, name, password));
      Class.forName(DRIVER)
          .getMethod("tryJaasLogin", String.class, Subject.class)
          .invoke(null, modules, subject);
      return new Answer.In(groups(subject));
    } catch (InvocationTargetException e) {
      return answer(e.getTargetException());
    } catch (ReflectiveOperationException e) {
      return new Answer.Unavailable("this server has no realms");
    }
  }

  /// What a failure means. The user's own bind never is its cause, and whoever is unknown or has
  /// another password is told of by a login's failure alone.
  static Answer answer(Throwable failure) {
    if (!(failure instanceof LoginException)) {
      return new Answer.Unavailable(String.valueOf(failure.getMessage()));
    }
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof NamingException) {
        return new Answer.Unavailable(cause.toString());
      }
    }
    return new Answer.Refused();
  }

  private static Object credential(String realm, String name, String password)
      throws ReflectiveOperationException {
    return Class.forName(CREDENTIAL)
        .getConstructor(String.class, char[].class, String.class)
        .newInstance(name, password.toCharArray(), realm);
  }

  private static Set<String> groups(Subject subject) {
    Set<String> groups = new HashSet<>();
    for (Principal principal : subject.getPrincipals()) {
      if (principal.getClass().getName().equals(GROUP)) {
        groups.add(principal.getName());
      }
    }
    return groups;
  }
}
