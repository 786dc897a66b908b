package org.mailkeep.directory.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.mailkeep.credentials.PasswordRules;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.credentials.ScramLookup;
import org.mailkeep.credentials.Verdict;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.Chance;
import org.mailkeep.wire.sasl.Proof;
import org.mailkeep.wire.sasl.ScramKeys;

/// Checks credentials. Safe for many threads.
///
/// A password that was right is remembered as a MAC over account, stored secrets and password, with
/// a key that this process alone has: what the cache holds is of no use to anyone else, and any
/// change of the secrets makes it useless here. One with a code of an authenticator app is not
/// remembered. A secret that is weaker than new ones are is stored anew when its password comes by.
final class Logins {
  private static final String ALGORITHM = "HmacSHA256";

  private final Records records;
  private final Passwords passwords;
  private final PasswordRules rules;
  private final @Nullable Cache<String, Boolean> remembered;
  private final Renewal renewal;
  private final SecretKeySpec key;

  /// Stores a secret anew that was weaker than it should be.
  @FunctionalInterface
  interface Renewal {
    /// What keeps it from being done is no concern of the login.
    ///
    /// @param outdated the secret to replace
    /// @param fresh made of the same password
    void renew(AccountId account, String outdated, List<String> fresh);
  }

  /// @param remembered logins that succeeded, or null to remember none
  Logins(
      Records records,
      Passwords passwords,
      PasswordRules rules,
      @Nullable Cache<String, Boolean> remembered,
      Renewal renewal,
      Chance chance) {
    this.records = records;
    this.passwords = passwords;
    this.rules = rules;
    this.remembered = remembered;
    this.renewal = renewal;
    this.key = new SecretKeySpec(chance.octets(32), ALGORITHM);
  }

  /// What can be right here: a certificate or a ticket has been checked by others already.
  Set<Proof> accepts() {
    var kinds = EnumSet.of(Proof.PASSWORD, Proof.CERTIFICATE, Proof.KERBEROS);
    if (passwords.writesScram()) {
      kinds.add(Proof.SCRAM);
    }
    return kinds;
  }

  /// @param scram finds keys for SCRAM
  Authentication authenticate(Credentials credentials, Supplier<ScramLookup> scram) {
    return switch (credentials) {
      case Credentials.Password(var login, var password) -> check(login, password);
      case Credentials.Scram(var login, var message, var proof) ->
          prove(login, scram.get(), keys -> keys.prove(message, proof));
      case Credentials.Vouched(var login, var _) -> vouched(login);
      case Credentials.Bearer _ -> rejected(Authentication.Reason.UNSUPPORTED);
    };
  }

  /// The keys of a login, or made-up ones.
  ScramKeys scramKeys(String login, ScramLookup scram) {
    StoredPrincipal found = find(login);
    String name = found == null ? login : found.draft().login();
    return found == null
        ? scram.madeUp(name)
        : scram.keys(name, found.draft().secrets()).orElseGet(() -> scram.madeUp(name));
  }

  private Authentication prove(String login, ScramLookup scram, Predicate<ScramKeys> proof) {
    StoredPrincipal found = find(login);
    boolean proven = proof.test(scramKeys(login, scram));
    if (found == null) {
      return rejected(Authentication.Reason.UNKNOWN_LOGIN);
    }
    return proven ? accepted(found) : rejected(Authentication.Reason.WRONG_SECRET);
  }

  private Authentication vouched(String login) {
    StoredPrincipal found = find(login);
    return found == null ? rejected(Authentication.Reason.UNKNOWN_LOGIN) : accepted(found);
  }

  private Authentication check(String login, String password) {
    if (rules.tooLong(password)) {
      return rejected(Authentication.Reason.WRONG_SECRET);
    }
    StoredPrincipal found = find(login);
    if (found == null) {
      return unknown(password);
    }
    String proof = remembered == null ? "" : proof(found, password);
    if (remembered != null && remembered.get(proof) != null) {
      return accepted(found);
    }
    return switch (passwords.verify(found.draft().secrets(), password)) {
      case Verdict.Right right -> {
        if (remembered != null && !right.once()) {
          remembered.put(proof, true);
        }
        if (right.outdated()) {
          renewal.renew(found.id(), right.stored(), passwords.secrets(right.password()));
        }
        yield accepted(found);
      }
      case Verdict.Wrong _ -> rejected(Authentication.Reason.WRONG_SECRET);
      case Verdict.Busy _ -> busy();
    };
  }

  /// Nobody's password is checked too, so that the time tells nothing.
  private Authentication unknown(String password) {
    return switch (passwords.check(List.of(), password)) {
      case YES, NO -> rejected(Authentication.Reason.UNKNOWN_LOGIN);
      case BUSY -> busy();
    };
  }

  private @Nullable StoredPrincipal find(String login) {
    boolean possible =
        !login.isBlank()
            && login.length() <= PrincipalDraft.MAX_LOGIN
            && login.chars().noneMatch(Character::isISOControl);
    StoredPrincipal found = possible ? records.login(PrincipalDraft.login(login)) : null;
    return found != null && found.draft().kind().logsIn() ? found : null;
  }

  private static Authentication accepted(StoredPrincipal found) {
    return found.account().enabled()
        ? new Authentication.Authenticated(found.account())
        : rejected(Authentication.Reason.DISABLED);
  }

  private static Authentication rejected(Authentication.Reason reason) {
    return new Authentication.Rejected(reason);
  }

  private static Authentication busy() {
    return new Authentication.Unavailable("too many passwords are being checked");
  }

  private String proof(StoredPrincipal principal, String password) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(ByteBuffer.allocate(Long.BYTES).putLong(0, principal.id().value()));
      for (String secret : principal.draft().secrets()) {
        update(mac, secret);
      }
      update(mac, password);
      return Base64.getEncoder().encodeToString(mac.doFinal());
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void update(Mac mac, String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, octets.length));
    mac.update(octets);
  }
}
