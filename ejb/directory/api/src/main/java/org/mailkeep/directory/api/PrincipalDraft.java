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
/// @param enabled whether it may log in; for what nobody logs in to, whether it takes mail
/// @param secrets in stored form, hashed; any of them will do at a login
/// @param kind what it is
/// @param roster whom it stands for
public record PrincipalDraft(
    String login,
    String name,
    List<Claim> claims,
    Account.Quota quota,
    Set<String> roles,
    boolean enabled,
    List<String> secrets,
    PrincipalKind kind,
    Roster roster) {
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

  /// Somebody who has mail here.
  public PrincipalDraft(
      String login,
      String name,
      List<Claim> claims,
      Account.Quota quota,
      Set<String> roles,
      boolean enabled,
      List<String> secrets) {
    this(
        login,
        name,
        claims,
        quota,
        roles,
        enabled,
        secrets,
        PrincipalKind.INDIVIDUAL,
        Roster.EMPTY);
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
    return new PrincipalDraft(value, name, claims, quota, roles, enabled, secrets, kind, roster);
  }

  /// The same with another name for people.
  public PrincipalDraft withName(String value) {
    return new PrincipalDraft(login, value, claims, quota, roles, enabled, secrets, kind, roster);
  }

  /// The same with other claims.
  public PrincipalDraft withClaims(List<Claim> value) {
    return new PrincipalDraft(login, name, value, quota, roles, enabled, secrets, kind, roster);
  }

  /// The same with another quota.
  public PrincipalDraft withQuota(Account.Quota value) {
    return new PrincipalDraft(login, name, claims, value, roles, enabled, secrets, kind, roster);
  }

  /// The same with other roles.
  public PrincipalDraft withRoles(Set<String> value) {
    return new PrincipalDraft(login, name, claims, quota, value, enabled, secrets, kind, roster);
  }

  /// The same, enabled or not.
  public PrincipalDraft withEnabled(boolean value) {
    return new PrincipalDraft(login, name, claims, quota, roles, value, secrets, kind, roster);
  }

  /// The same with other secrets.
  public PrincipalDraft withSecrets(List<String> value) {
    return new PrincipalDraft(login, name, claims, quota, roles, enabled, value, kind, roster);
  }

  /// The same as another kind of entry.
  public PrincipalDraft withKind(PrincipalKind value) {
    return new PrincipalDraft(login, name, claims, quota, roles, enabled, secrets, value, roster);
  }

  /// The same for others.
  public PrincipalDraft withRoster(Roster value) {
    return new PrincipalDraft(login, name, claims, quota, roles, enabled, secrets, kind, value);
  }

  @Override
  public String toString() {
    return "PrincipalDraft[login=" + login + ", claims=" + claims + ", roles=" + roles + "]";
  }
}
