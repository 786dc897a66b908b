package org.mailkeep.admin;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.directory.api.Domain;
import org.mailkeep.directory.api.Page;
import org.mailkeep.directory.api.PrincipalKind;

/// Operations on all that the directory holds, whatever kind it is of: accounts of all kinds,
/// domains under their names, roles and keys of the API. A name is an account's before it is a
/// domain's, a role's and a key's. Safe for many threads.
///
/// @param accounts of all kinds
/// @param domains hosted ones
public record Principals(
    Accounts accounts, Domains domains, RoleOperations roles, ApiKeyOperations keys) {
  /// What interfaces call a domain's type.
  public static final String DOMAIN = "domain";

  /// What interfaces call a role's type.
  public static final String ROLE = "role";

  /// What interfaces call the type of a key of the API.
  public static final String API_KEY = "api-key";

  /// What operations on kinds take before they look for anything.
  private static final Set<Permission> ENTRY =
      EnumSet.range(Permission.PRINCIPAL_LIST, Permission.DOMAIN_DELETE);

  /// Something that the directory holds.
  public sealed interface Held {
    /// An account of some kind.
    record OfAccount(AccountDetails details) implements Held {}

    /// A domain.
    ///
    /// @param tenant whose it is
    record OfDomain(Domain domain, String tenant) implements Held {}

    /// A role.
    record OfRole(RoleDetails details) implements Held {}

    /// A key of the API.
    record OfKey(ApiKeyDetails details) implements Held {}
  }

  /// What became of one of several.
  ///
  /// @param name which one
  /// @param outcome what it gave
  public record Result<T>(String name, Outcome<T> outcome) {}

  /// Lists entries by name.
  ///
  /// @param types words of [PrincipalKind], or `domain`, `role` or `api-key` alone; empty for
  ///   accounts of all kinds
  public Outcome<Page<Held>> list(Caller caller, PageQuery query, List<String> types) {
    if (types.equals(List.of(DOMAIN))) {
      return domains.list(caller, query).map(page -> held(page, this::ofDomain));
    }
    if (types.equals(List.of(ROLE))) {
      return roles.list(caller, query).map(page -> held(page, Held.OfRole::new));
    }
    if (types.equals(List.of(API_KEY))) {
      return keys.list(caller, query).map(page -> held(page, Held.OfKey::new));
    }
    Set<PrincipalKind> kinds = EnumSet.noneOf(PrincipalKind.class);
    for (String type : types) {
      PrincipalKind kind = PrincipalKind.ofWord(type).orElse(null);
      if (kind == null) {
        return Outcome.invalid(
            "types",
            "must be some of "
                + AccountFields.words()
                + ", or one of domain, role, api-key alone: "
                + type);
      }
      kinds.add(kind);
    }
    return accounts.list(caller, query, kinds).map(page -> held(page, Held.OfAccount::new));
  }

  private Held ofDomain(Domain domain) {
    return new Held.OfDomain(domain, domains.tenant(domain));
  }

  private static <T> Page<Held> held(Page<T> page, Function<T, Held> as) {
    return new Page<>(page.items().stream().map(as).toList(), page.total(), page.next());
  }

  /// Shows one.
  public Outcome<Held> show(Caller caller, String key) {
    return first(
        () -> accounts.show(caller, key).map(Held.OfAccount::new),
        () -> domains.show(caller, key).map(this::ofDomain),
        () -> roles.show(caller, key).map(Held.OfRole::new),
        () -> keys.show(caller, key).map(Held.OfKey::new));
  }

  /// What the first says that knows what it is about, and of whom the caller may ask it; when there
  /// is none, what the caller may not: first of what is there, then at all.
  @SafeVarargs
  private static <T> Outcome<T> first(Supplier<Outcome<T>>... kinds) {
    Outcome<T> missing = null;
    Outcome<T> forbidden = null;
    Outcome<T> unasked = null;
    for (Supplier<Outcome<T>> kind : kinds) {
      Outcome<T> outcome = kind.get();
      switch (outcome) {
        case Outcome.NotFound<T> _ -> missing = missing == null ? outcome : missing;
        case Outcome.Forbidden<T>(var lacking) when ENTRY.contains(lacking) ->
            unasked = unasked == null ? outcome : unasked;
        case Outcome.Forbidden<T> _ -> forbidden = forbidden == null ? outcome : forbidden;
        case Outcome.Ok<T> _,
            Outcome.Created<T> _,
            Outcome.Conflict<T> _,
            Outcome.Invalid<T> _,
            Outcome.Unavailable<T> _ -> {
          return outcome;
        }
      }
    }
    Outcome<T> refused = forbidden == null ? unasked : forbidden;
    return refused == null ? Objects.requireNonNull(missing, "nobody was asked") : refused;
  }

  /// Makes one of the kind that `type` says.
  public Outcome<Held> create(Caller caller, List<FieldChange> changes) {
    switch (text(changes, "type")) {
      case ROLE -> {
        return roles.create(caller, changes).map(Held.OfRole::new);
      }
      case API_KEY -> {
        return keys.create(caller, changes).map(Held.OfKey::new);
      }
      case DOMAIN -> {}
      default -> {
        return accounts.create(caller, changes).map(Held.OfAccount::new);
      }
    }
    List<FieldError> errors = errors(changes, Set.of("type", "name", "description", "aliasOf"));
    return errors.isEmpty()
        ? domains
            .create(
                caller,
                text(changes, "name"),
                text(changes, "description"),
                text(changes, "aliasOf"))
            .map(this::ofDomain)
        : new Outcome.Invalid<>(errors);
  }

  /// Makes several, each by itself: what cannot be made keeps none of the others from it.
  ///
  /// @param each the fields of each
  public List<Result<Held>> createAll(Caller caller, List<List<FieldChange>> each) {
    var results = new ArrayList<Result<Held>>(each.size());
    for (List<FieldChange> changes : each) {
      results.add(new Result<>(text(changes, "name"), create(caller, changes)));
    }
    return results;
  }

  /// Changes one.
  public Outcome<Held> update(Caller caller, String key, List<FieldChange> changes) {
    return first(
        () -> accounts.update(caller, key, changes).map(Held.OfAccount::new),
        () -> updateDomain(caller, key, changes).map(this::ofDomain),
        () -> roles.update(caller, key, changes).map(Held.OfRole::new),
        () -> keys.update(caller, key, changes).map(Held.OfKey::new));
  }

  private Outcome<Domain> updateDomain(Caller caller, String key, List<FieldChange> changes) {
    Outcome<Domain> found = domains.ours(caller, key);
    if (!(found instanceof Outcome.Ok<Domain>)) {
      return found;
    }
    List<FieldError> errors = errors(changes, Set.of("description", "aliasOf", "tenant"));
    return errors.isEmpty()
        ? domains.update(
            caller,
            key,
            new DomainEdit(
                given(changes, "description"), given(changes, "aliasOf"), given(changes, "tenant")))
        : new Outcome.Invalid<>(errors);
  }

  private static @Nullable String given(List<FieldChange> changes, String field) {
    return has(changes, field) ? text(changes, field) : null;
  }

  private static boolean has(List<FieldChange> changes, String field) {
    return changes.stream().anyMatch(change -> change.field().equals(field));
  }

  /// Removes one.
  public Outcome<String> delete(Caller caller, String key) {
    return first(
        () -> accounts.delete(caller, key).map(_ -> key),
        () -> domains.delete(caller, key).map(_ -> key),
        () -> roles.delete(caller, key).map(_ -> key),
        () -> keys.delete(caller, key).map(_ -> key));
  }

  /// Removes several, each by itself.
  public List<Result<String>> deleteAll(Caller caller, List<String> keys) {
    return keys.stream().map(key -> new Result<>(key, delete(caller, key))).toList();
  }

  private static List<FieldError> errors(List<FieldChange> changes, Set<String> known) {
    var errors = new ArrayList<FieldError>();
    for (FieldChange change : changes) {
      if (!known.contains(change.field())) {
        errors.add(new FieldError(change.pointer(), "is not a field of a domain"));
      } else if (change.action() != FieldChange.Action.SET || isOther(change.value())) {
        errors.add(new FieldError(change.pointer(), "must be set to a text"));
      }
    }
    return errors;
  }

  private static boolean isOther(FieldValue value) {
    return !(value instanceof FieldValue.Text) && !(value instanceof FieldValue.Nothing);
  }

  /// What a field is set to; empty when it is not, or to no text.
  private static String text(List<FieldChange> changes, String field) {
    return changes.stream()
        .filter(change -> change.field().equals(field))
        .flatMap(change ->
            change.value() instanceof FieldValue.Text(String text)
                ? Stream.of(text.strip())
                : Stream.empty())
        .reduce((_, last) -> last)
        .orElse("");
  }
}
