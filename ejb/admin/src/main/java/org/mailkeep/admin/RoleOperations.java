package org.mailkeep.admin;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailkeep.auth.ApiKeys;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.auth.Role;
import org.mailkeep.auth.Roles;
import org.mailkeep.auth.StoredRole;
import org.mailkeep.auth.StoredRoles;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Listing;
import org.mailkeep.directory.api.Page;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.Registry;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.DirectoryEvent;
import org.mailkeep.telemetry.Events;

/// Operations on roles, which all tenants share. Nobody gives away what they may not do themselves.
/// Safe for many threads.
public final class RoleOperations {
  private static final String KIND = "role";
  private static final Role BLANK = new Role("new", "", Set.of());

  private final StoredRoles roles;
  private final ApiKeys keys;
  private final Registry registry;
  private final Events events;

  /// @param keys may have roles
  /// @param registry knows who may have roles, too
  /// @param events takes the audit trail
  public RoleOperations(StoredRoles roles, ApiKeys keys, Registry registry, Events events) {
    this.roles = roles;
    this.keys = keys;
    this.registry = registry;
    this.events = events;
  }

  /// Lists them by name, those that every server has among them.
  public Outcome<Page<RoleDetails>> list(Caller caller, PageQuery query) {
    return Outcome.allowed(
        caller,
        Permission.ROLE_LIST,
        () -> stored(() -> query.with(listing -> new Outcome.Ok<>(page(listing)))));
  }

  private Page<RoleDetails> page(Listing listing) {
    return Pages.of(all(), role -> role.role().name(), listing);
  }

  /// Shows one.
  ///
  /// @param key its name, or its id as a number
  public Outcome<RoleDetails> show(Caller caller, String key) {
    return Outcome.allowed(caller, Permission.ROLE_GET, () -> stored(() -> find(key)));
  }

  /// Makes one.
  public Outcome<RoleDetails> create(Caller caller, List<FieldChange> changes) {
    return Outcome.allowed(
        caller, Permission.ROLE_CREATE, () -> stored(() -> make(caller, changes)));
  }

  /// Changes one.
  ///
  /// @param key its name, or its id as a number
  public Outcome<RoleDetails> update(Caller caller, String key, List<FieldChange> changes) {
    return Outcome.allowed(
        caller,
        Permission.ROLE_UPDATE,
        () ->
            stored(() ->
                switch (own(key)) {
                  case Outcome.Ok<StoredRole>(var found) -> change(caller, found, changes);
                  case Outcome<StoredRole> other -> other.map(this::details);
                }));
  }

  /// Removes one that nobody has.
  ///
  /// @param key its name, or its id as a number
  /// @return what it was
  public Outcome<RoleDetails> delete(Caller caller, String key) {
    return Outcome.allowed(
        caller,
        Permission.ROLE_DELETE,
        () ->
            stored(() ->
                switch (own(key)) {
                  case Outcome.Ok<StoredRole>(var found) -> remove(caller, found);
                  case Outcome<StoredRole> other -> other.map(this::details);
                }));
  }

  private Outcome<RoleDetails> make(Caller caller, List<FieldChange> changes) {
    var parsed = RoleFields.parse(changes);
    if (changes.stream().noneMatch(change -> change.field().equals("name"))) {
      parsed.errors().add(new FieldError("/name", "must be there"));
    }
    if (!parsed.errors().isEmpty()) {
      return new Outcome.Invalid<>(parsed.errors());
    }
    Role role = parsed.apply(BLANK);
    Optional<Permission> missing = missing(caller, BLANK, role);
    if (missing.isPresent()) {
      return new Outcome.Forbidden<>(missing.get());
    }
    Outcome<RoleDetails> made = outcome(roles.create(role), role.name());
    if (made instanceof Outcome.Ok<RoleDetails>(var details)) {
      events.emit(new DirectoryEvent.Created(KIND, role.name(), caller.login()));
      return new Outcome.Created<>(details);
    }
    return made;
  }

  private Outcome<RoleDetails> change(Caller caller, StoredRole found, List<FieldChange> changes) {
    var parsed = RoleFields.parse(changes);
    if (!parsed.errors().isEmpty()) {
      return new Outcome.Invalid<>(parsed.errors());
    }
    Role role = parsed.apply(found.role());
    Optional<Permission> missing = missing(caller, found.role(), role);
    if (missing.isPresent()) {
      return new Outcome.Forbidden<>(missing.get());
    }
    if (locksOut(caller, role)) {
      return new Outcome.Conflict<>("nobody can take rights away from their own account");
    }
    Outcome<RoleDetails> changed =
        outcome(roles.update(found.id(), parsed::apply), found.role().name());
    if (changed instanceof Outcome.Ok<RoleDetails>) {
      String fields =
          changes.stream()
              .map(FieldChange::field)
              .collect(Collectors.toCollection(TreeSet::new))
              .stream()
              .collect(Collectors.joining(","));
      events.emit(new DirectoryEvent.Changed(KIND, role.name(), caller.login(), fields));
    }
    return changed;
  }

  /// What the caller would give away without having it: what the role allows, and what it, or a
  /// role in it, forbids no longer.
  private Optional<Permission> missing(Caller caller, Role before, Role after) {
    Roles now = roles.now();
    var given = EnumSet.noneOf(Permission.class);
    given.addAll(after.enabled());
    given.addAll(now.permissions(after.roles(), after.enabled(), after.disabled()));
    var freed = EnumSet.noneOf(Permission.class);
    freed.addAll(before.disabled());
    freed.addAll(now.disabled(before.roles()));
    freed.removeAll(after.disabled());
    freed.removeAll(now.disabled(after.roles()));
    given.addAll(freed);
    return caller.lacks(given);
  }

  private boolean locksOut(Caller caller, Role role) {
    if (!(registry.account(caller.account()) instanceof Answer.Found<Account>(var account))) {
      return false;
    }
    Roles now = roles.now();
    return !now.with(role)
        .permissions(account.roles())
        .containsAll(now.permissions(account.roles()));
  }

  private Outcome<RoleDetails> remove(Caller caller, StoredRole found) {
    String name = found.role().name();
    Optional<String> holder =
        keys.all().stream()
            .filter(key -> key.draft().roles().contains(name))
            .findFirst()
            .map(key -> "key " + key.draft().name());
    if (holder.isPresent()) {
      return held(name, holder.get());
    }
    String after = "";
    do {
      Answer<Page<Principal>> answer =
          registry.principals(new Listing("", after, 0, Listing.MAX_LIMIT));
      if (!(answer instanceof Answer.Found<Page<Principal>>(var page))) {
        return Outcomes.of(answer, "accounts").map(_ -> details(found));
      }
      Optional<Account> account =
          page.items().stream()
              .map(Principal::account)
              .filter(each -> each.roles().contains(name))
              .findFirst();
      if (account.isPresent()) {
        return held(name, account.get().login());
      }
      after = page.next();
    } while (!after.isEmpty());
    RoleDetails was = details(found);
    Outcome<RoleDetails> removed = outcome(roles.delete(found.id()), name);
    if (removed instanceof Outcome.Ok<RoleDetails>) {
      events.emit(new DirectoryEvent.Deleted(KIND, name, caller.login()));
      return new Outcome.Ok<>(was);
    }
    return removed;
  }

  private static Outcome<RoleDetails> held(String role, String holder) {
    return new Outcome.Conflict<>("role " + role + " is held by " + holder);
  }

  private Outcome<RoleDetails> outcome(StoredRoles.Result result, String name) {
    return switch (result) {
      case StoredRoles.Result.Done(var role) -> new Outcome.Ok<>(details(role));
      case StoredRoles.Result.Unknown() -> new Outcome.NotFound<>(KIND + " " + name);
      case StoredRoles.Result.Refused(var detail) -> new Outcome.Conflict<>(detail);
    };
  }

  private Outcome<RoleDetails> find(String key) {
    return all().stream()
        .filter(each -> is(key, each))
        .findFirst()
        .<Outcome<RoleDetails>>map(Outcome.Ok::new)
        .orElseGet(() -> new Outcome.NotFound<>(KIND + " " + key));
  }

  private static boolean is(String key, RoleDetails role) {
    return role.role().name().equals(key)
        || (role.id() != null && key.equals(Long.toString(role.id().value())));
  }

  /// One that can be changed.
  private Outcome<StoredRole> own(String key) {
    Optional<StoredRole> found =
        roles.all().stream()
            .filter(each ->
                each.role().name().equals(key) || key.equals(Long.toString(each.id().value())))
            .findFirst();
    return found.isPresent()
        ? new Outcome.Ok<>(found.get())
        : Roles.STANDARD.has(key)
            ? new Outcome.Conflict<>("role " + key + " is the same on every server")
            : new Outcome.NotFound<>(KIND + " " + key);
  }

  private List<RoleDetails> all() {
    Stream<RoleDetails> standard =
        Roles.STANDARD.names().stream()
            .map(name -> Roles.STANDARD.find(name).orElseThrow())
            .map(role ->
                new RoleDetails(null, role, null, Roles.STANDARD.permissions(Set.of(role.name()))));
    return Stream.concat(standard, roles.all().stream().map(this::details)).toList();
  }

  private RoleDetails details(StoredRole stored) {
    Role role = stored.role();
    return new RoleDetails(
        stored.id(),
        role,
        stored.created(),
        roles.now().permissions(role.roles(), role.enabled(), role.disabled()));
  }

  private static <T> Outcome<T> stored(Supplier<Outcome<T>> operation) {
    try {
      return operation.get();
    } catch (StoreException e) {
      return new Outcome.Unavailable<>(String.valueOf(e.getMessage()));
    }
  }
}
