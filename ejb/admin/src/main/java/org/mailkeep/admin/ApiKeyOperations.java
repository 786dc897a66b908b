package org.mailkeep.admin;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.mailkeep.auth.ApiKey;
import org.mailkeep.auth.ApiKeyDraft;
import org.mailkeep.auth.ApiKeys;
import org.mailkeep.auth.Authority;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.directory.api.Page;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.DirectoryEvent;
import org.mailkeep.telemetry.Events;

/// Operations on keys of the API. Who may not cross tenants sees and makes those of their own, and
/// nobody makes one that may more than they. Safe for many threads.
public final class ApiKeyOperations {
  private static final String KIND = "api-key";

  private final ApiKeys keys;
  private final Authority authority;
  private final InstantSource clock;
  private final Events events;

  /// @param authority knows what roles allow
  /// @param events takes the audit trail
  public ApiKeyOperations(ApiKeys keys, Authority authority, InstantSource clock, Events events) {
    this.keys = keys;
    this.authority = authority;
    this.clock = clock;
    this.events = events;
  }

  /// Lists them by name.
  public Outcome<Page<ApiKeyDetails>> list(Caller caller, PageQuery query) {
    return Outcome.allowed(
        caller,
        Permission.API_KEY_LIST,
        () ->
            stored(() ->
                query.with(listing -> {
                  List<ApiKeyDetails> seen =
                      keys.all().stream()
                          .filter(key -> caller.reaches(key.draft().tenant()))
                          .map(this::details)
                          .toList();
                  return new Outcome.Ok<>(
                      Pages.of(seen, each -> each.key().draft().name(), listing));
                })));
  }

  /// Shows one.
  ///
  /// @param key its name, or its id as a number
  public Outcome<ApiKeyDetails> show(Caller caller, String key) {
    return Outcome.allowed(
        caller, Permission.API_KEY_GET, () -> stored(() -> find(caller, key).map(this::details)));
  }

  /// Makes one, whose secret is told this once.
  public Outcome<ApiKeyDetails> create(Caller caller, List<FieldChange> changes) {
    return Outcome.allowed(
        caller, Permission.API_KEY_CREATE, () -> stored(() -> make(caller, changes)));
  }

  /// Changes one; its secret stays.
  ///
  /// @param key its name, or its id as a number
  public Outcome<ApiKeyDetails> update(Caller caller, String key, List<FieldChange> changes) {
    return Outcome.allowed(
        caller,
        Permission.API_KEY_UPDATE,
        () ->
            stored(() ->
                switch (find(caller, key)) {
                  case Outcome.Ok<ApiKey>(var found) -> change(caller, found, changes);
                  case Outcome<ApiKey> other -> other.map(this::details);
                }));
  }

  /// Removes one, which is refused from now on.
  ///
  /// @param key its name, or its id as a number
  /// @return what it was
  public Outcome<ApiKeyDetails> delete(Caller caller, String key) {
    return Outcome.allowed(
        caller,
        Permission.API_KEY_DELETE,
        () ->
            stored(() ->
                switch (find(caller, key)) {
                  case Outcome.Ok<ApiKey>(var found) -> remove(caller, found);
                  case Outcome<ApiKey> other -> other.map(this::details);
                }));
  }

  private Outcome<ApiKeyDetails> make(Caller caller, List<FieldChange> changes) {
    var parsed = new ApiKeyFields(authority.roles(), clock.instant()).parse(changes);
    if (changes.stream().noneMatch(change -> change.field().equals("name"))) {
      parsed.errors().add(new FieldError("/name", "must be there"));
    }
    if (!parsed.errors().isEmpty()) {
      return new Outcome.Invalid<>(parsed.errors());
    }
    ApiKeyDraft draft = parsed.apply(ApiKeyDraft.of("new").withTenant(caller.tenant()));
    Optional<Permission> missing = missing(caller, draft);
    if (missing.isPresent()) {
      return new Outcome.Forbidden<>(missing.get());
    }
    return switch (keys.create(draft, caller.login())) {
      case ApiKeys.Result.Made(var key, var secret) -> {
        events.emit(new DirectoryEvent.Created(KIND, draft.name(), caller.login()));
        yield new Outcome.Created<>(
            new ApiKeyDetails(key, key.permissions(authority.roles()), secret));
      }
      case ApiKeys.Result other -> outcome(other, draft.name());
    };
  }

  private Outcome<ApiKeyDetails> change(Caller caller, ApiKey found, List<FieldChange> changes) {
    var parsed = new ApiKeyFields(authority.roles(), clock.instant()).parse(changes);
    if (!parsed.errors().isEmpty()) {
      return new Outcome.Invalid<>(parsed.errors());
    }
    Optional<Permission> missing =
        missing(caller, found.draft()).or(() -> missing(caller, parsed.apply(found.draft())));
    if (missing.isPresent()) {
      return new Outcome.Forbidden<>(missing.get());
    }
    Outcome<ApiKeyDetails> changed =
        outcome(keys.update(found.id(), parsed::apply), found.draft().name());
    if (changed instanceof Outcome.Ok<ApiKeyDetails>) {
      String fields =
          String.join(
              ",",
              changes.stream()
                  .map(FieldChange::field)
                  .collect(Collectors.toCollection(TreeSet::new)));
      events.emit(new DirectoryEvent.Changed(KIND, found.draft().name(), caller.login(), fields));
    }
    return changed;
  }

  private Outcome<ApiKeyDetails> remove(Caller caller, ApiKey found) {
    Optional<Permission> missing = missing(caller, found.draft());
    if (missing.isPresent()) {
      return new Outcome.Forbidden<>(missing.get());
    }
    Outcome<ApiKeyDetails> removed = outcome(keys.delete(found.id()), found.draft().name());
    if (removed instanceof Outcome.Ok<ApiKeyDetails>) {
      events.emit(new DirectoryEvent.Deleted(KIND, found.draft().name(), caller.login()));
    }
    return removed;
  }

  /// What a key may that the caller may not; crossing tenants when it is not for their own.
  private Optional<Permission> missing(Caller caller, ApiKeyDraft draft) {
    return caller.reaches(draft.tenant())
        ? caller.lacks(
            authority.roles().permissions(draft.roles(), draft.enabled(), draft.disabled()))
        : Optional.of(Permission.CROSS_TENANT);
  }

  private Outcome<ApiKey> find(Caller caller, String key) {
    boolean number = key.matches("\\d{1,18}") && Long.parseLong(key) > 0;
    Optional<ApiKey> found =
        number ? keys.find(new AccountId(Long.parseLong(key))) : keys.find(key);
    return found
        .filter(each -> caller.reaches(each.draft().tenant()))
        .<Outcome<ApiKey>>map(Outcome.Ok::new)
        .orElseGet(() -> new Outcome.NotFound<>(KIND + " " + key));
  }

  private Outcome<ApiKeyDetails> outcome(ApiKeys.Result result, String name) {
    return switch (result) {
      case ApiKeys.Result.Made(var key, _) -> new Outcome.Ok<>(details(key));
      case ApiKeys.Result.Done(var key) -> new Outcome.Ok<>(details(key));
      case ApiKeys.Result.Unknown() -> new Outcome.NotFound<>(KIND + " " + name);
      case ApiKeys.Result.Refused(var detail) -> new Outcome.Conflict<>(detail);
    };
  }

  private ApiKeyDetails details(ApiKey key) {
    return new ApiKeyDetails(key, key.permissions(authority.roles()), null);
  }

  private static <T> Outcome<T> stored(Supplier<Outcome<T>> operation) {
    try {
      return operation.get();
    } catch (StoreException e) {
      return new Outcome.Unavailable<>(String.valueOf(e.getMessage()));
    }
  }
}
