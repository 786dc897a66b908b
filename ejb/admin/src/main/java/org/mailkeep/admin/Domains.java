package org.mailkeep.admin;

import java.util.Optional;
import java.util.function.Function;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.Domain;
import org.mailkeep.directory.api.Page;
import org.mailkeep.directory.api.Registry;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.telemetry.DirectoryEvent;
import org.mailkeep.telemetry.Events;

/// Operations on hosted domains. Safe for many threads.
public final class Domains {
  private static final String KIND = "domain";

  private final Registry registry;
  private final Events events;

  /// @param events takes the audit trail
  public Domains(Registry registry, Events events) {
    this.registry = registry;
    this.events = events;
  }

  /// Lists them by name.
  public Outcome<Page<Domain>> list(Caller caller, PageQuery query) {
    return Outcome.allowed(
        caller,
        Permission.VIEW_DIRECTORY,
        () -> query.with(listing -> Outcomes.of(registry.domains(listing), "domains")));
  }

  /// Shows one.
  public Outcome<Domain> show(Caller caller, String name) {
    return Outcome.allowed(
        caller,
        Permission.VIEW_DIRECTORY,
        () ->
            DomainName.parse(name)
                .map(domain -> Outcomes.of(registry.domain(domain), what(name)))
                .orElseGet(() -> new Outcome.NotFound<>(what(name))));
  }

  /// Hosts one.
  ///
  /// @param description for people; may be empty
  public Outcome<Domain> create(Caller caller, String name, String description) {
    return Outcome.allowed(
        caller,
        Permission.CHANGE_DIRECTORY,
        () -> described(description).orElseGet(() -> make(caller, name, description)));
  }

  /// Describes one.
  public Outcome<Domain> describe(Caller caller, String name, String description) {
    Function<DomainName, Change<Domain>> change =
        domain -> registry.describeDomain(domain, description);
    return Outcome.allowed(
        caller,
        Permission.CHANGE_DIRECTORY,
        () ->
            described(description)
                .orElseGet(() ->
                    changed(
                        name,
                        change,
                        new DirectoryEvent.Changed(KIND, name, caller.login(), "description"))));
  }

  /// Hosts one no longer; it must have no addresses left.
  public Outcome<Domain> delete(Caller caller, String name) {
    return Outcome.allowed(
        caller,
        Permission.CHANGE_DIRECTORY,
        () ->
            changed(
                name,
                registry::deleteDomain,
                new DirectoryEvent.Deleted(KIND, name, caller.login())));
  }

  private Outcome<Domain> make(Caller caller, String name, String description) {
    Optional<DomainName> domain = DomainName.parse(name);
    if (domain.isEmpty()) {
      return Outcome.invalid("/name", "must be a domain name");
    }
    Outcome<Domain> outcome =
        Outcomes.of(registry.createDomain(domain.get(), description), what(name));
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
