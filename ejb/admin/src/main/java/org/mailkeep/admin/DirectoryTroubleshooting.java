package org.mailkeep.admin;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Trace;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;

/// Explains how a name or an address is resolved: asks what the server itself asks, and listens.
///
/// @param all of the directories, as the protocols see them
/// @param named gives one alone by its id in the settings
public record DirectoryTroubleshooting(Directory all, Function<String, Optional<Directory>> named) {
  /// Members that are told of a list or a group.
  private static final int MOST_MEMBERS = 100;

  /// How it came about, and what came of it.
  ///
  /// @param steps in their order
  /// @param verdict for people
  public record Explanation(List<Trace.Step> steps, String verdict) {}

  /// Explains.
  ///
  /// @param name a login name or an address
  /// @param directory the id of one in the settings, to ask it alone; empty for all as they are
  public Outcome<Explanation> explain(Caller caller, String name, String directory) {
    return Outcome.allowed(
        caller, Permission.TROUBLESHOOT_DIRECTORY, () -> checked(name.strip(), directory));
  }

  private Outcome<Explanation> checked(String name, String id) {
    if (name.isEmpty()
        || name.length() > PrincipalDraft.MAX_LOGIN
        || name.chars().anyMatch(Character::isISOControl)) {
      return Outcome.invalid(
          "/name", "must have 1 to " + PrincipalDraft.MAX_LOGIN + " characters, none for control");
    }
    Optional<Directory> directory = id.isEmpty() ? Optional.of(all) : named.apply(id);
    if (directory.isEmpty()) {
      return Outcome.invalid("/directory", "is not one of the directories that are in use: " + id);
    }
    Trace.Told<String> told = Trace.of(() -> verdict(directory.get(), name));
    return new Outcome.Ok<>(new Explanation(told.steps(), told.answer()));
  }

  private static String verdict(Directory directory, String name) {
    Optional<Address> address = Address.parse(name);
    if (address.isEmpty()) {
      String login = PrincipalDraft.login(name);
      Trace.tell("normalise", () -> name + " is no address; as a login name it is " + login);
      return login(directory, login);
    }
    Trace.tell("normalise", () -> name + " is the address " + Addressing.name(address.get()));
    String mail = mail(directory, address.get());
    return mail + "; " + login(directory, PrincipalDraft.login(name));
  }

  private static String mail(Directory directory, Address address) {
    return switch (directory.resolve(address)) {
      case Resolution.Accounts(var recipients) -> {
        members(directory, address);
        yield "mail is kept for "
            + recipients.stream()
                .map(each -> word(directory, each.account()) + " as " + each.address())
                .collect(Collectors.joining(", "));
      }
      case Resolution.Mailing(var list) -> {
        members(directory, address);
        yield "mail goes to all of the mailing list " + list.address();
      }
      case Resolution.UnknownMailbox() -> "nobody has this address, so mail for it is refused";
      case Resolution.NotLocal() -> "the domain is not kept here, so mail for it goes elsewhere";
      case Resolution.Unavailable(var reason) -> "mail for it is put off: " + reason;
    };
  }

  private static void members(Directory directory, Address address) {
    switch (directory.expand(address)) {
      case Answer.Found<List<Address>>(var members) ->
          Trace.tell(
              "members",
              () ->
                  members.size()
                      + ": "
                      + members.stream()
                          .limit(MOST_MEMBERS)
                          .map(Address::toString)
                          .collect(Collectors.joining(", ")));
      case Answer.Unknown<List<Address>> _ -> Trace.tell("members", () -> "none: it is no list");
      case Answer.Unavailable<List<Address>>(var reason) ->
          Trace.tell("members", () -> "cannot be told: " + reason);
    }
  }

  private static String word(Directory directory, AccountId id) {
    return directory.account(id) instanceof Answer.Found<Account>(var account)
        ? "account " + id.value() + " (" + account.login() + ")"
        : "account " + id.value();
  }

  private static String login(Directory directory, String login) {
    return switch (directory.account(login)) {
      case Answer.Found<Account>(var account) -> {
        groups(directory, account);
        yield "account "
            + account.id().value()
            + (account.enabled() ? " logs in as " : " is disabled and cannot log in as ")
            + account.login();
      }
      case Answer.Unknown<Account> _ -> "nobody logs in as " + login;
      case Answer.Unavailable<Account>(var reason) -> "logins are put off: " + reason;
    };
  }

  private static void groups(Directory directory, Account account) {
    switch (directory.groups(account.id())) {
      case Answer.Found<List<AccountId>>(var groups) ->
          Trace.tell(
              "groups",
              () ->
                  groups.isEmpty()
                      ? "none"
                      : groups.stream()
                          .limit(MOST_MEMBERS)
                          .map(group -> word(directory, group))
                          .collect(Collectors.joining(", ")));
      case Answer.Unknown<List<AccountId>> _ -> Trace.tell("groups", () -> "none");
      case Answer.Unavailable<List<AccountId>>(var reason) ->
          Trace.tell("groups", () -> "cannot be told: " + reason);
    }
  }
}
