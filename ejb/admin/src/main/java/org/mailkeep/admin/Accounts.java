package org.mailkeep.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.mailkeep.auth.Authority;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.auth.Role;
import org.mailkeep.auth.Sessions;
import org.mailkeep.credentials.PasswordRules;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.Member;
import org.mailkeep.directory.api.Page;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.directory.api.PrincipalKind;
import org.mailkeep.directory.api.Registry;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.mailbox.MailAccounts;
import org.mailkeep.mailbox.Quota;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.DirectoryEvent;
import org.mailkeep.telemetry.Events;

/// Operations on accounts. Safe for many threads.
public final class Accounts {
  private static final String KIND = "account";

  private final Registry registry;
  private final MailAccounts mail;
  private final AccountFields fields;
  private final Authority authority;
  private final Reach reach;
  private final PasswordWatch watch;
  private final Sessions sessions;
  private final Events events;

  /// What new secrets need.
  public record Secrets(Passwords passwords, PasswordRules rules, PasswordWatch watch) {}

  /// Told of changed passwords.
  @FunctionalInterface
  public interface PasswordWatch {
    /// An account has other secrets than before.
    void changed(Account account);
  }

  /// @param registry where they are kept
  /// @param mail what belongs to them
  /// @param reach knows what callers see, and what roles allow
  /// @param sessions end for an account that is disabled, removed or given another password
  /// @param events takes the audit trail
  public Accounts(
      Registry registry,
      MailAccounts mail,
      Secrets secrets,
      Reach reach,
      Sessions sessions,
      Events events) {
    this.registry = registry;
    this.mail = mail;
    this.fields =
        new AccountFields(secrets.passwords(), secrets.rules(), reach.authority(), registry);
    this.authority = reach.authority();
    this.reach = reach;
    this.watch = secrets.watch();
    this.sessions = sessions;
    this.events = events;
  }

  /// Lists individuals by login name.
  public Outcome<Page<AccountDetails>> list(Caller caller, PageQuery query) {
    return list(caller, query, Set.of(PrincipalKind.INDIVIDUAL));
  }

  /// Lists entries by name.
  ///
  /// @param kinds which; empty for all
  public Outcome<Page<AccountDetails>> list(
      Caller caller, PageQuery query, Set<PrincipalKind> kinds) {
    return Outcome.allowed(
        caller,
        Permission.PRINCIPAL_LIST,
        () ->
            query.with(listing ->
                detailed(() ->
                    Outcomes.of(
                            reach.principals(caller, listing.of(kinds), registry::principals),
                            "accounts")
                        .map(this::details))));
  }

  /// Shows one.
  ///
  /// @param key its login name, or its id as a number
  public Outcome<AccountDetails> show(Caller caller, String key) {
    return Outcome.allowed(
        caller,
        Permission.PRINCIPAL_GET,
        () -> detailed(() -> find(caller, key).map(this::related)));
  }

  /// Makes one. Without `emails` its address is its login name, when that is one; without `roles`
  /// it is a user.
  public Outcome<AccountDetails> create(Caller caller, List<FieldChange> changes) {
    return Outcome.allowed(
        caller, Permission.PRINCIPAL_CREATE, () -> detailed(() -> make(caller, changes)));
  }

  /// Changes one.
  ///
  /// @param key its login name, or its id as a number
  public Outcome<AccountDetails> update(Caller caller, String key, List<FieldChange> changes) {
    return Outcome.allowed(
        caller,
        Permission.PRINCIPAL_UPDATE,
        () ->
            detailed(() ->
                switch (find(caller, key)) {
                  case Outcome.Ok<Principal>(Principal found) ->
                      reach
                          .<AccountDetails>objection(caller, found.account())
                          .orElseGet(() -> change(caller, found, changes));
                  case Outcome<Principal> other -> other.map(this::details);
                }));
  }

  /// Removes one and all its mail.
  ///
  /// @param key its login name, or its id as a number
  /// @return what it was
  public Outcome<Principal> delete(Caller caller, String key) {
    return Outcome.allowed(
        caller,
        Permission.PRINCIPAL_DELETE,
        () ->
            detailed(() ->
                switch (find(caller, key)) {
                  case Outcome.Ok<Principal>(Principal found) ->
                      reach
                          .<Principal>objection(caller, found.account())
                          .orElseGet(() -> remove(caller, found));
                  case Outcome<Principal> other -> other;
                }));
  }

  /// Tells callers who they are and what they may do.
  public Outcome<OwnAccount> own(Caller caller) {
    return Outcome.allowed(
        caller,
        Permission.ACCOUNT_GET,
        () ->
            switch (registry.principal(caller.account())) {
              case Answer.Found<Principal>(var found) ->
                  detailed(
                      () -> new Outcome.Ok<>(new OwnAccount(caller, Optional.of(details(found)))));
              case Answer.Unknown<Principal> _ ->
                  new Outcome.Ok<>(new OwnAccount(caller, Optional.empty()));
              case Answer.Unavailable<Principal>(var reason) -> new Outcome.Unavailable<>(reason);
            });
  }

  /// Changes the caller's own password.
  ///
  /// @param password the new one; it replaces all others
  public Outcome<AccountDetails> changeOwnPassword(Caller caller, String password) {
    var change = FieldChange.set("secrets", new FieldValue.Text(password));
    return Outcome.allowed(
        caller,
        Permission.PASSWORD_UPDATE,
        () ->
            switch (Outcomes.of(registry.principal(caller.account()), what(caller.login()))) {
              case Outcome.Ok<Principal>(Principal found) -> change(caller, found, List.of(change));
              case Outcome<Principal> other -> other.map(this::details);
            });
  }

  /// Removes what is left of removed accounts; called at start, since a removal may have been
  /// interrupted.
  ///
  /// @return how many were finished
  public int finishRemovals() {
    return switch (registry.departed()) {
      case Answer.Found<List<AccountId>>(var ids) -> {
        ids.forEach(this::erase);
        yield ids.size();
      }
      case Answer.Unknown<List<AccountId>> _, Answer.Unavailable<List<AccountId>> _ -> 0;
    };
  }

  private Outcome<Principal> find(Caller caller, String key) {
    return new Owners(registry, reach).find(caller, key);
  }

  private Outcome<AccountDetails> make(Caller caller, List<FieldChange> changes) {
    Optional<PrincipalKind> kind = AccountFields.kind(changes);
    if (kind.isEmpty()) {
      return Outcome.invalid("/type", "must be one of " + AccountFields.words());
    }
    var parsed = fields.parse(kind.get(), changes);
    Set<String> given = changes.stream().map(FieldChange::field).collect(Collectors.toSet());
    if (!given.contains("name")) {
      parsed.errors().add(new FieldError("/name", "must be there"));
    }
    if (!parsed.errors().isEmpty()) {
      return new Outcome.Invalid<>(parsed.errors());
    }
    PrincipalDraft draft = parsed.apply(blank(kind.get()));
    if (!given.contains("emails")) {
      Optional<Address> address = Address.parse(draft.login());
      draft = draft.withClaims(address.stream().<Claim>map(Claim.Exact::new).toList());
    }
    Optional<Outcome<AccountDetails>> objection = reach.objection(caller, blank(kind.get()), draft);
    if (objection.isPresent()) {
      return objection.get();
    }
    return switch (Outcomes.of(registry.create(draft), what(draft.login()))) {
      case Outcome.Ok<Principal>(Principal made) -> {
        events.emit(new DirectoryEvent.Created(what(made), made.account().login(), caller.login()));
        yield new Outcome.Created<>(new AccountDetails(made, 0, 0, relations(made)));
      }
      case Outcome<Principal> other -> other.map(this::details);
    };
  }

  private static PrincipalDraft blank(PrincipalKind kind) {
    Set<String> roles = kind.logsIn() ? Set.of(Role.USER.name()) : Set.of();
    return new PrincipalDraft("new", "", List.of(), Account.Quota.UNLIMITED, roles, true, List.of())
        .withKind(kind);
  }

  /// What an entry is called in the audit trail.
  private static String what(Principal principal) {
    PrincipalKind kind = principal.standing().kind();
    return kind == PrincipalKind.INDIVIDUAL ? KIND : kind.word();
  }

  private Outcome<AccountDetails> change(
      Caller caller, Principal found, List<FieldChange> changes) {
    Account account = found.account();
    if (found.keeper() instanceof Principal.Keeper.Others(var directory, _)) {
      return Outcomes.of(new Change.KeptElsewhere<>(directory), what(account.login()));
    }
    var parsed = fields.parse(found.standing().kind(), changes);
    if (!parsed.errors().isEmpty()) {
      return new Outcome.Invalid<>(parsed.errors());
    }
    var objection = new AtomicReference<Optional<Outcome<AccountDetails>>>(Optional.empty());
    var locksOut = new AtomicBoolean();
    var logsOut = new AtomicBoolean();
    Change<Principal> change =
        registry.update(
            account.id(),
            current -> {
              PrincipalDraft draft = parsed.apply(current);
              objection.set(reach.objection(caller, current, draft));
              locksOut.set(account.id().equals(caller.account()) && losesRights(current, draft));
              logsOut.set(!draft.enabled() || !draft.secrets().equals(current.secrets()));
              return locksOut.get() || objection.get().isPresent() ? current : draft;
            });
    if (objection.get().isPresent()) {
      return objection.get().get();
    }
    if (locksOut.get()) {
      return new Outcome.Conflict<>("nobody can take rights away from their own account");
    }
    return switch (Outcomes.of(change, what(account.login()))) {
      case Outcome.Ok<Principal>(Principal changed) -> {
        if (logsOut.get()) {
          sessions.end(account.id());
        }
        changed(caller, changed, changes);
        yield detailed(() -> new Outcome.Ok<>(related(changed)));
      }
      case Outcome<Principal> other -> other.map(this::details);
    };
  }

  private void changed(Caller caller, Principal changed, List<FieldChange> changes) {
    var names =
        changes.stream().map(FieldChange::field).collect(Collectors.toCollection(TreeSet::new));
    String login = changed.account().login();
    events.emit(
        new DirectoryEvent.Changed(what(changed), login, caller.login(), String.join(",", names)));
    if (names.contains("roles") || names.contains("members")) {
      authority.changed();
    }
    if (names.contains("secrets")) {
      watch.changed(changed.account());
    }
  }

  private boolean losesRights(PrincipalDraft before, PrincipalDraft after) {
    return !after.enabled()
        || !authority
            .roles()
            .permissions(after.roles())
            .containsAll(authority.roles().permissions(before.roles()));
  }

  private Outcome<Principal> remove(Caller caller, Principal found) {
    AccountId id = found.account().id();
    if (id.equals(caller.account())) {
      return new Outcome.Conflict<>("nobody can remove their own account");
    }
    Outcome<Principal> outcome = Outcomes.of(registry.delete(id), what(found.account().login()));
    if (outcome instanceof Outcome.Ok<Principal>) {
      sessions.end(id);
      events.emit(new DirectoryEvent.Deleted(what(found), found.account().login(), caller.login()));
      erase(id);
    }
    return outcome;
  }

  /// What fails is tried again at the next start.
  private void erase(AccountId id) {
    try {
      mail.erase(id);
      registry.settle(id);
    } catch (StoreException e) {
      events.emit(new DirectoryEvent.Unavailable("mail of " + id, String.valueOf(e.getMessage())));
    }
  }

  private Page<AccountDetails> details(Page<Principal> page) {
    return new Page<>(page.items().stream().map(this::details).toList(), page.total(), page.next());
  }

  private AccountDetails details(Principal principal) {
    Quota quota = mail.quota(principal.account().id());
    return new AccountDetails(principal, quota.bytes(), quota.messages());
  }

  /// The same with names of those with whom it has to do.
  private AccountDetails related(Principal principal) {
    AccountDetails details = details(principal);
    return new AccountDetails(
        principal, details.usedBytes(), details.usedMessages(), relations(principal));
  }

  private Relations relations(Principal principal) {
    var members = new ArrayList<String>();
    var external = new ArrayList<String>();
    for (Member member : principal.standing().roster().members()) {
      switch (member) {
        case Member.Here(AccountId id) -> name(id).ifPresent(members::add);
        case Member.Elsewhere(Address address) -> external.add(address.toString());
      }
    }
    Answer<List<AccountId>> groups = registry.groups(principal.account().id());
    List<String> names =
        groups instanceof Answer.Found<List<AccountId>>(var ids)
            ? ids.stream().flatMap(id -> name(id).stream()).toList()
            : List.of();
    return new Relations(members, external, names);
  }

  private Optional<String> name(AccountId id) {
    return registry.principal(id) instanceof Answer.Found<Principal>(Principal found)
        ? Optional.of(found.account().login())
        : Optional.empty();
  }

  private static <T> Outcome<T> detailed(Supplier<Outcome<T>> question) {
    try {
      return question.get();
    } catch (StoreException e) {
      return new Outcome.Unavailable<>(String.valueOf(e.getMessage()));
    }
  }

  private static String what(String key) {
    return KIND + " " + key;
  }
}
