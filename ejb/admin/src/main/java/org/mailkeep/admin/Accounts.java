package org.mailkeep.admin;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.auth.Role;
import org.mailkeep.auth.Roles;
import org.mailkeep.credentials.PasswordRules;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.Page;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.PrincipalDraft;
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
  private final Roles roles;
  private final PasswordWatch watch;
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
  /// @param events takes the audit trail
  public Accounts(
      Registry registry, MailAccounts mail, Secrets secrets, Roles roles, Events events) {
    this.registry = registry;
    this.mail = mail;
    this.fields = new AccountFields(secrets.passwords(), secrets.rules(), roles);
    this.roles = roles;
    this.watch = secrets.watch();
    this.events = events;
  }

  /// Lists them by login name.
  public Outcome<Page<AccountDetails>> list(Caller caller, PageQuery query) {
    return Outcome.allowed(
        caller,
        Permission.VIEW_DIRECTORY,
        () ->
            query.with(listing ->
                detailed(() ->
                    Outcomes.of(registry.principals(listing), "accounts").map(this::details))));
  }

  /// Shows one.
  ///
  /// @param key its login name, or its id as a number
  public Outcome<AccountDetails> show(Caller caller, String key) {
    return Outcome.allowed(
        caller, Permission.VIEW_DIRECTORY, () -> detailed(() -> find(key).map(this::details)));
  }

  /// Makes one. Without `emails` its address is its login name, when that is one; without `roles`
  /// it is a user.
  public Outcome<AccountDetails> create(Caller caller, List<FieldChange> changes) {
    return Outcome.allowed(caller, Permission.CHANGE_DIRECTORY, () -> make(caller, changes));
  }

  /// Changes one.
  ///
  /// @param key its login name, or its id as a number
  public Outcome<AccountDetails> update(Caller caller, String key, List<FieldChange> changes) {
    return Outcome.allowed(
        caller,
        Permission.CHANGE_DIRECTORY,
        () ->
            switch (find(key)) {
              case Outcome.Ok<Principal>(Principal found) ->
                  change(caller, found.account(), changes);
              case Outcome<Principal> other -> other.map(this::details);
            });
  }

  /// Removes one and all its mail.
  ///
  /// @param key its login name, or its id as a number
  /// @return what it was
  public Outcome<Principal> delete(Caller caller, String key) {
    return Outcome.allowed(
        caller,
        Permission.CHANGE_DIRECTORY,
        () ->
            switch (find(key)) {
              case Outcome.Ok<Principal>(Principal found) -> remove(caller, found);
              case Outcome<Principal> other -> other;
            });
  }

  /// Changes the caller's own password.
  ///
  /// @param password the new one; it replaces all others
  public Outcome<AccountDetails> changeOwnPassword(Caller caller, String password) {
    var change = FieldChange.set("secrets", new FieldValue.Text(password));
    return Outcome.allowed(
        caller,
        Permission.CHANGE_OWN_PASSWORD,
        () ->
            switch (find(caller.account().value() + "")) {
              case Outcome.Ok<Principal>(Principal found) ->
                  change(caller, found.account(), List.of(change));
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

  private Outcome<Principal> find(String key) {
    Answer<Principal> answer =
        key.matches("\\d{1,18}") && Long.parseLong(key) > 0
            ? registry.principal(new AccountId(Long.parseLong(key)))
            : registry.principal(key);
    return Outcomes.of(answer, what(key));
  }

  private Outcome<AccountDetails> make(Caller caller, List<FieldChange> changes) {
    var parsed = fields.parse(changes);
    Set<String> given = changes.stream().map(FieldChange::field).collect(Collectors.toSet());
    if (!given.contains("name")) {
      parsed.errors().add(new FieldError("/name", "must be there"));
    }
    if (!parsed.errors().isEmpty()) {
      return new Outcome.Invalid<>(parsed.errors());
    }
    PrincipalDraft draft = parsed.apply(blank());
    if (!given.contains("emails")) {
      Optional<Address> address = Address.parse(draft.login());
      draft = draft.withClaims(address.stream().<Claim>map(Claim.Exact::new).toList());
    }
    return switch (Outcomes.of(registry.create(draft), what(draft.login()))) {
      case Outcome.Ok<Principal>(Principal made) -> {
        events.emit(new DirectoryEvent.Created(KIND, made.account().login(), caller.login()));
        yield new Outcome.Created<>(new AccountDetails(made, 0, 0));
      }
      case Outcome<Principal> other -> other.map(this::details);
    };
  }

  private static PrincipalDraft blank() {
    return new PrincipalDraft(
        "new", "", List.of(), Account.Quota.UNLIMITED, Set.of(Role.USER.name()), true, List.of());
  }

  private Outcome<AccountDetails> change(
      Caller caller, Account account, List<FieldChange> changes) {
    var parsed = fields.parse(changes);
    if (!parsed.errors().isEmpty()) {
      return new Outcome.Invalid<>(parsed.errors());
    }
    var locksOut = new AtomicBoolean();
    Change<Principal> change =
        registry.update(
            account.id(),
            current -> {
              PrincipalDraft draft = parsed.apply(current);
              locksOut.set(account.id().equals(caller.account()) && losesRights(current, draft));
              return locksOut.get() ? current : draft;
            });
    if (locksOut.get()) {
      return new Outcome.Conflict<>("nobody can take rights away from their own account");
    }
    return switch (Outcomes.of(change, what(account.login()))) {
      case Outcome.Ok<Principal>(Principal changed) -> {
        changed(caller, changed, changes);
        yield detailed(() -> new Outcome.Ok<>(details(changed)));
      }
      case Outcome<Principal> other -> other.map(this::details);
    };
  }

  private void changed(Caller caller, Principal changed, List<FieldChange> changes) {
    var names =
        changes.stream().map(FieldChange::field).collect(Collectors.toCollection(TreeSet::new));
    String login = changed.account().login();
    events.emit(new DirectoryEvent.Changed(KIND, login, caller.login(), String.join(",", names)));
    if (names.contains("secrets")) {
      watch.changed(changed.account());
    }
  }

  private boolean losesRights(PrincipalDraft before, PrincipalDraft after) {
    return !after.enabled()
        || !roles.permissions(after.roles()).containsAll(roles.permissions(before.roles()));
  }

  private Outcome<Principal> remove(Caller caller, Principal found) {
    AccountId id = found.account().id();
    if (id.equals(caller.account())) {
      return new Outcome.Conflict<>("nobody can remove their own account");
    }
    Outcome<Principal> outcome = Outcomes.of(registry.delete(id), what(found.account().login()));
    if (outcome instanceof Outcome.Ok<Principal>) {
      events.emit(new DirectoryEvent.Deleted(KIND, found.account().login(), caller.login()));
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
