package org.mailkeep.auth;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.StoreException;

/// Says what an account may do: what its roles allow, and those of the groups that it is in. Safe
/// for many threads.
///
/// The answer is worked out once for each version of roles and accounts, as a set of bits; [Rights]
/// keeps it for a session.
public final class Authority {
  private final Book roles;
  private final Directory directory;
  private final UnaryOperator<String> tenants;
  private final AtomicLong changes = new AtomicLong();

  /// Where the roles are.
  public interface Book {
    /// Those that there are now.
    Roles now();

    /// Another number whenever they, or who holds them, may have changed anywhere.
    long version();

    /// Who holds them has changed here.
    void touch();

    /// Roles that never change.
    static Book of(Roles roles) {
      return new Book() {
        @Override
        public Roles now() {
          return roles;
        }

        @Override
        public long version() {
          return 0;
        }

        @Override
        public void touch() {}
      };
    }
  }

  /// @param directory knows accounts and groups
  /// @param tenants gives the tenant of a login name; may throw what a store throws
  public Authority(Book roles, Directory directory, UnaryOperator<String> tenants) {
    this.roles = roles;
    this.directory = directory;
    this.tenants = tenants;
  }

  /// The roles that there are now.
  public Roles roles() {
    return roles.now();
  }

  /// What an account may do, and the groups that it is in.
  record Standing(Set<Permission> permissions, Set<AccountId> groups) {}

  /// What an account may do.
  public Answer<Set<Permission>> permissions(Account account) {
    return switch (standing(account)) {
      case Answer.Found<Standing>(var standing) -> new Answer.Found<>(standing.permissions());
      case Answer.Unknown<Standing> _ -> new Answer.Unknown<>();
      case Answer.Unavailable<Standing>(var reason) -> new Answer.Unavailable<>(reason);
    };
  }

  private Answer<Standing> standing(Account account) {
    Roles now = roles.now();
    if (Privileged.isOfTheFile(account) || RealmLogins.isOfARealm(account)) {
      return new Answer.Found<>(new Standing(now.permissions(account.roles()), Set.of()));
    }
    return switch (directory.groups(account.id())) {
      case Answer.Found<List<AccountId>>(var groups) when !groups.isEmpty() ->
          withGroups(now, account, groups);
      case Answer.Found<List<AccountId>> _, Answer.Unknown<List<AccountId>> _ ->
          new Answer.Found<>(new Standing(now.permissions(account.roles()), Set.of()));
      case Answer.Unavailable<List<AccountId>>(var reason) -> new Answer.Unavailable<>(reason);
    };
  }

  private Answer<Standing> withGroups(Roles now, Account account, List<AccountId> groups) {
    var names = new HashSet<>(account.roles());
    for (AccountId group : groups) {
      switch (directory.account(group)) {
        case Answer.Found<Account>(var found) -> names.addAll(found.roles());
        case Answer.Unknown<Account> _ -> {}
        case Answer.Unavailable<Account>(var reason) -> {
          return new Answer.Unavailable<>(reason);
        }
      }
    }
    return new Answer.Found<>(new Standing(now.permissions(names), Set.copyOf(groups)));
  }

  /// Someone who has logged in.
  public Answer<Caller> caller(Account account) {
    return switch (permissions(account)) {
      case Answer.Found<Set<Permission>>(var permissions) -> caller(account, permissions);
      case Answer.Unknown<Set<Permission>> _ -> new Answer.Unknown<>();
      case Answer.Unavailable<Set<Permission>>(var reason) -> new Answer.Unavailable<>(reason);
    };
  }

  private Answer<Caller> caller(Account account, Set<Permission> permissions) {
    try {
      // Whoever crosses tenants gets in even when the store cannot say which is theirs.
      String tenant =
          permissions.contains(Permission.CROSS_TENANT) ? "" : tenants.apply(account.login());
      return new Answer.Found<>(new Caller(account.id(), account.login(), permissions, tenant));
    } catch (StoreException e) {
      return new Answer.Unavailable<>("tenants: " + e.getMessage());
    }
  }

  /// Whether two accounts belong to one tenant.
  boolean areOfOneTenant(Account one, Account other) {
    return tenants.apply(one.login()).equals(tenants.apply(other.login()));
  }

  /// The same, to be asked again and again.
  public Answer<Rights> rights(Account account) {
    long version = version();
    return switch (standing(account)) {
      case Answer.Found<Standing>(var standing) ->
          new Answer.Found<>(new Rights(this, account.id(), version, standing));
      case Answer.Unknown<Standing> _ -> new Answer.Unknown<>();
      case Answer.Unavailable<Standing>(var reason) -> new Answer.Unavailable<>(reason);
    };
  }

  /// What an account may do now; unknown when it is gone.
  Answer<Standing> standing(AccountId id) {
    return switch (directory.account(id)) {
      case Answer.Found<Account>(var account) -> standing(account);
      case Answer.Unknown<Account> _ -> new Answer.Unknown<>();
      case Answer.Unavailable<Account>(var reason) -> new Answer.Unavailable<>(reason);
    };
  }

  /// Roles, accounts or groups were changed here: what was worked out is worked out anew, on other
  /// nodes a few seconds later.
  public void changed() {
    changes.incrementAndGet();
    roles.touch();
  }

  /// Another node may have changed accounts or groups: what was worked out is worked out anew here.
  public void reconsider() {
    changes.incrementAndGet();
  }

  long version() {
    return changes.get() + roles.version();
  }
}
