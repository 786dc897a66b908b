package org.mailkeep.admin;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.Domain;
import org.mailkeep.directory.api.Page;
import org.mailkeep.directory.api.Registry;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.DirectoryEvent;
import org.mailkeep.telemetry.Events;

/// Operations on hosted domains. Safe for many threads.
public final class Domains {
  private static final String KIND = "domain";

  private final Registry registry;
  private final Reach reach;
  private final Events events;

  /// @param reach knows what callers see
  /// @param events takes the audit trail
  public Domains(Registry registry, Reach reach, Events events) {
    this.registry = registry;
    this.reach = reach;
    this.events = events;
  }

  /// Lists them by name.
  public Outcome<Page<Domain>> list(Caller caller, PageQuery query) {
    return Outcome.allowed(
        caller,
        Permission.DOMAIN_LIST,
        () ->
            query.with(listing ->
                stored(() ->
                    Outcomes.of(reach.domains(caller, listing, registry::domains), "domains"))));
  }

  /// Shows one.
  public Outcome<Domain> show(Caller caller, String name) {
    return Outcome.allowed(
        caller,
        Permission.DOMAIN_GET,
        () ->
            seen(
                caller,
                name,
                () ->
                    DomainName.parse(name)
                        .map(domain -> Outcomes.of(registry.domain(domain), what(name)))
                        .orElseGet(() -> new Outcome.NotFound<>(what(name)))));
  }

  /// Does something with a domain that the caller sees.
  private Outcome<Domain> seen(Caller caller, String name, Supplier<Outcome<Domain>> operation) {
    return stored(() ->
        DomainName.parse(name).filter(domain -> reach.sees(caller, domain)).isPresent()
            ? operation.get()
            : new Outcome.NotFound<>(what(name)));
  }

  private static <T> Outcome<T> stored(Supplier<Outcome<T>> operation) {
    try {
      return operation.get();
    } catch (StoreException e) {
      return new Outcome.Unavailable<>(String.valueOf(e.getMessage()));
    }
  }

  /// The tenant that a domain belongs to.
  ///
  /// @throws StoreException when the store does not answer
  public String tenant(Domain domain) {
    return reach.tenants().of(domain.name());
  }

  /// Gives a domain to a tenant.
  ///
  /// @param tenant empty for the domain alone
  public Outcome<Domain> assign(Caller caller, String name, String tenant) {
    return Outcome.allowed(
        caller,
        Permission.DOMAIN_UPDATE,
        () ->
            Outcome.allowed(
                caller,
                Permission.CROSS_TENANT,
                () ->
                    Words.problem(tenant)
                        .map(problem -> Outcome.<Domain>invalid("/tenant", problem))
                        .orElseGet(() -> given(caller, name, tenant))));
  }

  private Outcome<Domain> given(Caller caller, String name, String tenant) {
    Outcome<Domain> found = ours(caller, name);
    if (found instanceof Outcome.Ok<Domain>(var domain)) {
      return stored(() -> {
        reach.tenants().assign(domain.name(), tenant.strip());
        events.emit(new DirectoryEvent.Changed(KIND, name, caller.login(), "tenant"));
        return found;
      });
    }
    return found;
  }

  /// One that is kept here; what is said of others' tells whose they are.
  Outcome<Domain> ours(Caller caller, String name) {
    Outcome<Domain> shown = show(caller, name);
    return shown instanceof Outcome.NotFound<Domain>
        ? seen(
            caller,
            name,
            () ->
                switch (registry.keeper(DomainName.of(name))) {
                  case Answer.Found<String>(var directory) ->
                      Outcomes.of(new Change.KeptElsewhere<>(directory), what(name));
                  case Answer.Unknown<String> _ -> shown;
                  case Answer.Unavailable<String>(var reason) -> new Outcome.Unavailable<>(reason);
                })
        : shown;
  }

  /// Hosts one with addresses of its own.
  ///
  /// @param description for people; may be empty
  public Outcome<Domain> create(Caller caller, String name, String description) {
    return create(caller, name, description, "");
  }

  /// Hosts one.
  ///
  /// @param description for people; may be empty
  /// @param aliasOf the domain whose addresses are those of this one; empty when it has its own
  public Outcome<Domain> create(Caller caller, String name, String description, String aliasOf) {
    return Outcome.allowed(
        caller,
        Permission.DOMAIN_CREATE,
        () ->
            described(description)
                .or(() -> misled(aliasOf))
                .orElseGet(() -> make(caller, name, description, target(aliasOf))));
  }

  /// Makes one an alias of another, or gives it addresses of its own.
  ///
  /// @param aliasOf the other; empty for none
  public Outcome<Domain> alias(Caller caller, String name, String aliasOf) {
    Function<DomainName, Change<Domain>> change =
        domain -> registry.aliasDomain(domain, target(aliasOf));
    return Outcome.allowed(
        caller,
        Permission.DOMAIN_UPDATE,
        () ->
            seen(
                caller,
                name,
                () ->
                    misled(aliasOf)
                        .or(() -> unseen(caller, aliasOf))
                        .orElseGet(() ->
                            changed(
                                name,
                                change,
                                new DirectoryEvent.Changed(
                                    KIND, name, caller.login(), "aliasOf")))));
  }

  /// Addresses of a domain go on to another only when the caller sees both.
  private Optional<Outcome<Domain>> unseen(Caller caller, String aliasOf) {
    return DomainName.parse(aliasOf)
        .filter(domain -> !reach.sees(caller, domain))
        .map(domain -> new Outcome.Conflict<>(domain + " is not one of the hosted domains"));
  }

  private static Optional<Outcome<Domain>> misled(String aliasOf) {
    return aliasOf.isEmpty() || DomainName.parse(aliasOf).isPresent()
        ? Optional.empty()
        : Optional.of(Outcome.invalid("/aliasOf", "must be a domain name"));
  }

  private static @Nullable DomainName target(String aliasOf) {
    return DomainName.parse(aliasOf).orElse(null);
  }

  /// Describes one.
  public Outcome<Domain> describe(Caller caller, String name, String description) {
    Function<DomainName, Change<Domain>> change =
        domain -> registry.describeDomain(domain, description);
    return Outcome.allowed(
        caller,
        Permission.DOMAIN_UPDATE,
        () ->
            seen(
                caller,
                name,
                () ->
                    described(description)
                        .orElseGet(() ->
                            changed(
                                name,
                                change,
                                new DirectoryEvent.Changed(
                                    KIND, name, caller.login(), "description")))));
  }

  /// Changes one. A description is good or bad whatever there is, so it is looked at before
  /// anything is done; so is whether the caller may give domains to tenants.
  public Outcome<Domain> update(Caller caller, String name, DomainEdit edit) {
    String description = edit.description();
    if (description != null && Words.problem(description).isPresent()) {
      return describe(caller, name, description);
    }
    String tenant = edit.tenant();
    Outcome<Domain> given = tenant == null ? ours(caller, name) : assign(caller, name, tenant);
    String aliasOf = edit.aliasOf();
    Outcome<Domain> made =
        aliasOf != null && given instanceof Outcome.Ok<Domain>
            ? alias(caller, name, aliasOf)
            : given;
    return description != null && made instanceof Outcome.Ok<Domain>
        ? describe(caller, name, description)
        : made;
  }

  /// Hosts one no longer; it must have no addresses left.
  public Outcome<Domain> delete(Caller caller, String name) {
    return Outcome.allowed(
        caller,
        Permission.DOMAIN_DELETE,
        () ->
            seen(
                caller,
                name,
                () -> {
                  Outcome<Domain> deleted =
                      changed(
                          name,
                          registry::deleteDomain,
                          new DirectoryEvent.Deleted(KIND, name, caller.login()));
                  if (deleted instanceof Outcome.Ok<Domain>(var domain)) {
                    reach.tenants().assign(domain.name(), "");
                  }
                  return deleted;
                }));
  }

  private Outcome<Domain> make(
      Caller caller, String name, String description, @Nullable DomainName aliasOf) {
    Optional<DomainName> domain = DomainName.parse(name);
    if (domain.isEmpty()) {
      return Outcome.invalid("/name", "must be a domain name");
    }
    Outcome<Domain> outcome =
        Outcomes.of(registry.createDomain(domain.get(), description, aliasOf), what(name));
    if (outcome instanceof Outcome.Ok<Domain>(Domain made)) {
      events.emit(new DirectoryEvent.Created(KIND, made.name().ascii(), caller.login()));
      return new Outcome.Created<>(made);
    }
    return outcome;
  }

  private Outcome<Domain> changed(
      String name, Function<DomainName, Change<Domain>> change, DirectoryEvent event) {
    Outcome<Domain> outcome =
        DomainName.parse(name)
            .map(domain -> Outcomes.of(change.apply(domain), what(name)))
            .orElseGet(() -> new Outcome.NotFound<>(what(name)));
    if (outcome instanceof Outcome.Ok<Domain>) {
      events.emit(event);
    }
    return outcome;
  }

  private static Optional<Outcome<Domain>> described(String description) {
    return Words.problem(description).map(problem -> Outcome.invalid("/description", problem));
  }

  private static String what(String name) {
    return KIND + " " + name;
  }
}
