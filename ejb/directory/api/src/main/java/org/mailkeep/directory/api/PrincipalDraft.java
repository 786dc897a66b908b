package org.mailkeep.directory.api;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.mailkeep.kernel.Address;

/// An account as it is to be.
///
/// @param login the name to log in with; becomes lower case
/// @param name what people call it; may be empty
/// @param claims the mail it receives, each once
/// @param quota how much it may keep
/// @param roles names of its roles
/// @param enabled whether it may log in
/// @param secrets in stored form, hashed; any of them will do at a login
public record PrincipalDraft(
    String login,
    String name,
    List<Claim> claims,
    Account.Quota quota,
    Set<String> roles,
    boolean enabled,
    List<String> secrets) {
  /// Octets of UTF-8 that a login name has at most.
  public static final int MAX_LOGIN = 320;

  public PrincipalDraft {
    login = login(login);
    claims = claims.stream().distinct().toList();
    roles = Set.copyOf(roles);
    secrets = List.copyOf(secrets);
    if (login.isBlank()) {
      throw new IllegalArgumentException("no login name");
    }
  }

  /// The form under which a login name is kept: lower case, NFC, and the domain of an address in
  /// its ASCII form.
  public static String login(String text) {
    return Address.parse(text)
        .map(Addressing::name)
        .orElseGet(() -> Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC));
  }

  /// The same with another login name.
  public PrincipalDraft withLogin(String value) {
    return new PrincipalDraft(value, name, claims, quota, roles, enabled, secrets);
  }

  /// The same with another name for people.
  public PrincipalDraft withName(String value) {
    return new PrincipalDraft(login, value, claims, quota, roles, enabled, secrets);
  }

  /// The same with other claims.
  public PrincipalDraft withClaims(List<Claim> value) {
    return new PrincipalDraft(login, name, value, quota, roles, enabled, secrets);
  }

  /// The same with another quota.
  public PrincipalDraft withQuota(Account.Quota value) {
    return new PrincipalDraft(login, name, claims, value, roles, enabled, secrets);
  }

  /// The same with other roles.
  public PrincipalDraft withRoles(Set<String> value) {
    return new PrincipalDraft(login, name, claims, quota, value, enabled, secrets);
  }

  /// The same, enabled or not.
  public PrincipalDraft withEnabled(boolean value) {
    return new PrincipalDraft(login, name, claims, quota, roles, value, secrets);
  }

  /// The same with other secrets.
  public PrincipalDraft withSecrets(List<String> value) {
    return new PrincipalDraft(login, name, claims, quota, roles, enabled, value);
  }

  @Override
  public String toString() {
    return "PrincipalDraft[login=" + login + ", claims=" + claims + ", roles=" + roles + "]";
  }
}
