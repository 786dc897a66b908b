package org.mailkeep.directory.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.kernel.Address;

/// Makes an entry of what a provider says of somebody.
///
/// Addresses are theirs only as far as the provider vouches for them: an address that it calls
/// unverified is none, and a login name that looks like one is one in the domain of the settings
/// alone, since people may choose their names.
///
/// @param meaning what claims mean
record ClaimReader(OidcConfig.Meaning meaning) {
  private static final int LONGEST_NAME = 1_000;

  /// Who it is; empty when it cannot be said.
  Optional<Entry> entry(JWTClaimsSet said) {
    Map<String, Object> claims = said.getClaims();
    Optional<Address> email = email(claims);
    Optional<String> name =
        text(claims, meaning.username()).or(() -> text(claims, "username")).map(this::whole);
    Optional<String> login = name.or(() -> email.map(Addressing::name));
    Optional<String> key = text(claims, "sub").or(() -> login);
    return key.flatMap(sub -> login.flatMap(text -> Identity.read(sub, text)))
        .map(identity -> entry(claims, identity, email));
  }

  private Entry entry(Map<String, Object> claims, Identity identity, Optional<Address> email) {
    List<String> emails = new ArrayList<>();
    email.map(Addressing::name).ifPresent(emails::add);
    Address.parse(identity.name())
        .filter(address -> meaning.domain().filter(address.domain()::equals).isPresent())
        .map(Addressing::name)
        .filter(address -> !emails.contains(address))
        .ifPresent(emails::add);
    String name = text(claims, meaning.name()).orElse("");
    return new Entry(
        identity,
        Entry.Kind.INDIVIDUAL,
        name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name,
        emails,
        Account.Quota.UNLIMITED,
        true,
        roles(claims));
  }

  private String whole(String name) {
    return name.contains("@")
        ? name
        : meaning.domain().map(domain -> name + "@" + domain.ascii()).orElse(name);
  }

  private Optional<Address> email(Map<String, Object> claims) {
    Object verified = claims.get("email_verified");
    boolean denied = verified != null && !"true".equals(String.valueOf(verified));
    return denied ? Optional.empty() : text(claims, meaning.email()).flatMap(Address::parse);
  }

  private Set<String> roles(Map<String, Object> claims) {
    Set<String> roles = new HashSet<>();
    Object groups = meaning.groups().map(path -> find(claims, path)).orElse(null);
    switch (groups) {
      case String one -> roles.addAll(meaning.roles().getOrDefault(one, Set.of()));
      case Collection<?> several ->
          several.forEach(
              one -> roles.addAll(meaning.roles().getOrDefault(String.valueOf(one), Set.of())));
      case null, default -> {}
    }
    return roles;
  }

  private static Optional<String> text(Map<String, Object> claims, String path) {
    return find(claims, path) instanceof String text && !text.isBlank()
        ? Optional.of(text.strip())
        : Optional.empty();
  }

  /// A claim by its name, which may have dots, or by a path of names.
  private static @Nullable Object find(Map<String, Object> claims, String path) {
    if (claims.containsKey(path)) {
      return claims.get(path);
    }
    @Nullable Object at = claims;
    for (String name : path.split("\\.", -1)) {
      at = at instanceof Map<?, ?> object ? object.get(name) : null;
    }
    return at;
  }
}
