package org.mailkeep.wire.sasl;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;

/// Somebody in Kerberos: a service with its keys, or a person with tickets. Realms and their
/// servers are those of Java's `krb5.conf`. Safe for many threads.
public final class KerberosLogin {
  private static final String MODULE = "com.sun.security.auth.module.Krb5LoginModule";
  private static final String KERBEROS = "1.2.840.113554.1.2.2"; // RFC 4121 §1

  private final Subject subject;
  private final Oid kerberos;

  private KerberosLogin(Subject subject) {
    this.subject = subject;
    try {
      kerberos = new Oid(KERBEROS);
    } catch (GSSException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A service whose keys lie in a file; nothing is asked of anybody.
  ///
  /// @param principal `imap/mail.example.org@EXAMPLE.ORG`; `*` for all that are in the file
  /// @throws LoginException when the file has no such keys
  public static KerberosLogin ofService(Path keytab, String principal) throws LoginException {
    var options = new HashMap<String, String>();
    options.put("useKeyTab", "true");
    options.put("keyTab", keytab.toString());
    options.put("principal", principal);
    options.put("storeKey", "true");
    options.put("isInitiator", "false");
    options.put("doNotPrompt", "true");
    return new KerberosLogin(login(options, _ -> {}));
  }

  /// A person, who gets a ticket for a password.
  ///
  /// @throws LoginException when the realm does not give one
  public static KerberosLogin ofPerson(String principal, String password) throws LoginException {
    CallbackHandler answers =
        callbacks -> {
          for (Callback callback : callbacks) {
            if (callback instanceof NameCallback name) {
              name.setName(principal);
            } else if (callback instanceof PasswordCallback secret) {
              secret.setPassword(password.toCharArray());
            }
          }
        };
    return new KerberosLogin(login(Map.of("principal", principal), answers));
  }

  private static Subject login(Map<String, String> options, CallbackHandler answers)
      throws LoginException {
    var entry = new AppConfigurationEntry(MODULE, LoginModuleControlFlag.REQUIRED, options);
    var configuration =
        new Configuration() {
          @Override
          public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
            return new AppConfigurationEntry[] {entry};
          }
        };
    var login = new LoginContext("mailkeep", new Subject(), answers, configuration);
    login.login();
    return login.getSubject();
  }

  /// Begins contexts that accept clients.
  public Supplier<GssSteps> acceptor() {
    return () -> {
      try {
        return steps(as(() -> manager().createContext((GSSCredential) null)));
      } catch (GSSException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  /// Begins contexts with a service.
  ///
  /// @param service `imap@mail.example.org`
  public Supplier<GssSteps> towards(String service) {
    return () -> {
      try {
        return steps(
            as(() -> {
              GSSName name = manager().createName(service, GSSName.NT_HOSTBASED_SERVICE);
              GSSContext context =
                  manager().createContext(name, kerberos, null, GSSContext.DEFAULT_LIFETIME);
              context.requestMutualAuth(true);
              context.requestInteg(true);
              context.requestCredDeleg(false);
              return context;
            }));
      } catch (GSSException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private static GSSManager manager() {
    return GSSManager.getInstance();
  }

  private GssSteps steps(GSSContext context) {
    return new JavaSteps(context, this);
  }

  <T> T as(Callable<T> work) throws GSSException {
    try {
      return Subject.callAs(subject, work);
    } catch (CompletionException e) {
      if (e.getCause() instanceof GSSException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
