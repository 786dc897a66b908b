package org.mailkeep.auth;

import java.util.List;
import java.util.Optional;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.wire.sasl.Claim;
import org.mailkeep.wire.sasl.Proof;
import org.mailkeep.wire.sasl.ScramKeys;

/// Asks a directory whether what a client says by SASL is so.
public final class Claims {
  private Claims() {}

  /// Who it is. A client may act for itself alone.
  public static Authentication authenticate(Directory directory, Claim claim) {
    List<Credentials> candidates = credentials(claim);
    Authentication answer = new Authentication.Rejected(Authentication.Reason.FOR_ANOTHER);
    for (Credentials candidate : candidates) {
      answer = directory.authenticate(candidate);
      if (!answer.equals(new Authentication.Rejected(Authentication.Reason.UNKNOWN_LOGIN))) {
        return answer;
      }
    }
    return answer;
  }

  /// Keys for SCRAM; empty when nobody can say now.
  public static Optional<ScramKeys> scramKeys(Directory directory, String login) {
    return directory.scramKeys(login) instanceof Answer.Found<ScramKeys>(ScramKeys keys)
        ? Optional.of(keys)
        : Optional.empty();
  }

  /// What to ask, one after the other; nothing when it wants to act for somebody else.
  private static List<Credentials> credentials(Claim claim) {
    return switch (claim) {
      case Claim.Password(var authorize, var login, var password) ->
          isSelf(authorize, login) ? List.of(new Credentials.Password(login, password)) : List.of();
      case Claim.Scram(var authorize, var login, var message, var proof) ->
          isSelf(authorize, login)
              ? List.of(new Credentials.Scram(login, message, proof))
              : List.of();
      case Claim.Bearer(var login, var token) -> List.of(new Credentials.Bearer(login, token));
      case Claim.Certificate(var authorize, var names) ->
          names.stream()
              .filter(name -> isSelf(authorize, name))
              .<Credentials>map(name -> new Credentials.Vouched(name, Proof.CERTIFICATE))
              .toList();
      case Claim.Kerberos(var authorize, var principal) ->
          isSelf(authorize, principal) || isSelf(authorize, principal.replaceFirst("@.*", ""))
              ? List.of(new Credentials.Vouched(principal, Proof.KERBEROS))
              : List.of();
    };
  }

  private static boolean isSelf(String authorize, String login) {
    return authorize.isEmpty() || authorize.equalsIgnoreCase(login);
  }
}
