package org.mailkeep.services;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.HashSet;
import java.util.Set;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Login;
import org.mailkeep.auth.Permission;

/// Jakarta Security's view of our directory. A caller's groups are their permissions, so that the
/// container's roles mean the same as ours.
@ApplicationScoped
public class DirectoryIdentityStore implements IdentityStore {
  @Inject private Management management;

  @Override
  public CredentialValidationResult validate(Credential credential) {
    if (!(credential instanceof HttpCredential(var credentials, var remote, var wait))) {
      return CredentialValidationResult.NOT_VALIDATED_RESULT;
    }
    try {
      Login login = management.logins().login(credentials, "http", remote);
      if (login instanceof Login.Throttled(var most)) {
        wait.set(most);
      }
      return result(login);
    } catch (Management.NotRunning e) {
      return CredentialValidationResult.NOT_VALIDATED_RESULT;
    }
  }

  private static CredentialValidationResult result(Login login) {
    return switch (login) {
      case Login.Accepted(_, var caller) -> accepted(caller);
      case Login.Refused() -> CredentialValidationResult.INVALID_RESULT;
      case Login.Unavailable _, Login.Throttled _ ->
          CredentialValidationResult.NOT_VALIDATED_RESULT;
    };
  }

  /// Somebody who may come in.
  static CredentialValidationResult accepted(Caller caller) {
    return new CredentialValidationResult(new LoggedIn(caller), groups(caller));
  }

  private static Set<String> groups(Caller caller) {
    var groups = new HashSet<String>();
    for (Permission permission : caller.permissions()) {
      groups.add(permission.text());
    }
    return groups;
  }
}
