package org.mailkeep.directory.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.mailkeep.credentials.PasswordRules;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.Chance;

/// Checks credentials. Safe for many threads.
///
/// A password that was right is remembered as a MAC over account, stored secrets and password, with
/// a key that this process alone has: what the cache holds is of no use to anyone else, and any
/// change of the secrets makes it useless here.
final class Logins {
  private static final String ALGORITHM = "HmacSHA256";

  private final Records records;
  private final Passwords passwords;
  private final PasswordRules rules;
  private final @Nullable Cache<String, Boolean> remembered;
  private final SecretKeySpec key;

  /// @param remembered logins that succeeded, or null to remember none
  Logins(
      Records records,
      Passwords passwords,
      PasswordRules rules,
      @Nullable Cache<String, Boolean> remembered,
      Chance chance) {
    this.records = records;
    this.passwords = passwords;
    this.rules = rules;
    this.remembered = remembered;
    this.key = new SecretKeySpec(chance.octets(32), ALGORITHM);
  }

  Authentication authenticate(Credentials credentials) {
    return switch (credentials) {
      case Credentials.Password(var login, var password) -> check(login, password);
      case Credentials.Bearer _ -> rejected(Authentication.Reason.UNSUPPORTED);
    };
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
    return switch (passwords.check(found.draft().secrets(), password)) {
      case YES -> {
        if (remembered != null) {
          remembered.put(proof, true);
        }
        yield accepted(found);
      }
      case NO -> rejected(Authentication.Reason.WRONG_SECRET);
      case BUSY -> busy();
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
    return possible ? records.login(PrincipalDraft.login(login)) : null;
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
