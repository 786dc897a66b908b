package org.mailkeep.directory.api.foreign;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Trace;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;

/// Which directories there are, and which of them is asked about what. Safe for many threads.
///
/// @param house the one that is kept here; administrators in it can always log in
/// @param order those that are asked one after the other, at least one
/// @param domains those that are asked alone about a domain
public record Chain(Directory house, List<Member> order, Map<DomainName, Member> domains) {
  static final String ADMINISTRATOR = "admin";

  public Chain {
    order = List.copyOf(order);
    domains = Map.copyOf(domains);
    if (order.isEmpty()) {
      throw new IllegalArgumentException("no directory");
    }
  }

  /// A directory and its id in the settings.
  public record Member(String id, Directory directory) {}

  /// Whether accounts that are kept here count like those of others.
  public boolean hasHouse() {
    return order.stream().anyMatch(this::isHouse)
        || domains.values().stream().anyMatch(this::isHouse);
  }

  boolean isHouse(Member member) {
    return member.directory().equals(house);
  }

  /// A foreign directory by its id.
  Optional<ForeignDirectory> foreign(String id) {
    return members().values().stream()
        .map(Member::directory)
        .filter(ForeignDirectory.class::isInstance)
        .map(ForeignDirectory.class::cast)
        .filter(directory -> directory.id().equals(id))
        .findFirst();
  }

  /// The foreign ones.
  List<ForeignDirectory> foreign() {
    return members().values().stream()
        .map(Member::directory)
        .filter(ForeignDirectory.class::isInstance)
        .map(ForeignDirectory.class::cast)
        .toList();
  }

  private Map<String, Member> members() {
    var members = new LinkedHashMap<String, Member>();
    order.forEach(member -> members.putIfAbsent(member.id(), member));
    domains.values().forEach(member -> members.putIfAbsent(member.id(), member));
    return members;
  }

  /// Who knows a domain: the one that it names, or the first that does.
  Answer<Member> home(DomainName domain) {
    for (Member member : asked(domain)) {
      switch (member.directory().isLocal(domain)) {
        case Verdict.Yes() -> {
          Trace.tell("directory", () -> word(member) + " answers for " + domain);
          return new Answer.Found<>(member);
        }
        case Verdict.No() ->
            Trace.tell("directory", () -> word(member) + " does not know " + domain);
        case Verdict.Unavailable(var reason) -> {
          Trace.tell("directory", () -> word(member) + " cannot say of " + domain + ": " + reason);
          return new Answer.Unavailable<>(reason);
        }
      }
    }
    return new Answer.Unknown<>();
  }

  /// Where mail for an address goes, as the one says who knows its domain; asked once, since that
  /// one says itself when it does not.
  Resolution resolve(Address address) {
    DomainName domain = address.domain();
    for (Member member : asked(domain)) {
      Resolution there = member.directory().resolve(address);
      boolean knows = !(there instanceof Resolution.NotLocal);
      Trace.tell(
          "directory", () -> word(member) + (knows ? " answers for " : " does not know ") + domain);
      if (knows) {
        return there;
      }
    }
    return new Resolution.NotLocal();
  }

  /// The one that a domain names, or all.
  private List<Member> asked(DomainName domain) {
    Member named = domains.get(domain);
    if (named == null) {
      return order;
    }
    Trace.tell("directory", () -> domain + " is given to " + word(named) + " by the settings");
    return List.of(named);
  }

  private String word(Member member) {
    return isHouse(member) ? "the internal directory" : "directory " + member.id();
  }

  /// Who knows a login name: this house for administrators and for what it keeps, else the one that
  /// knows the domain of the name, else the first that knows the name.
  Answer<Member> holder(String login) {
    switch (house.account(login)) {
      case Answer.Found<Account>(var account) -> {
        if (hasHouse() || account.roles().contains(ADMINISTRATOR)) {
          Trace.tell("directory", () -> "the internal directory has the login " + account.login());
          return new Answer.Found<>(new Member("", house));
        }
      }
      case Answer.Unknown<Account> _ -> {}
      case Answer.Unavailable<Account>(var reason) -> {
        return new Answer.Unavailable<>(reason);
      }
    }
    List<Member> others = order.stream().filter(member -> !isHouse(member)).toList();
    return others.size() == 1 && domains.isEmpty()
        ? new Answer.Found<>(others.getFirst())
        : amongOthers(login, others);
  }

  private Answer<Member> amongOthers(String login, List<Member> others) {
    Optional<DomainName> domain = Address.parse(login).map(Address::domain);
    if (domain.isPresent()) {
      Answer<Member> home = home(domain.get());
      boolean decides =
          !(home instanceof Answer.Unknown<Member>)
              && !(home instanceof Answer.Found<Member>(var member) && isHouse(member));
      if (decides) {
        return home;
      }
    }
    for (Member member : others) {
      switch (member.directory().account(login)) {
        case Answer.Found<Account> _ -> {
          return new Answer.Found<>(member);
        }
        case Answer.Unknown<Account> _ -> {}
        case Answer.Unavailable<Account>(var reason) -> {
          return new Answer.Unavailable<>(reason);
        }
      }
    }
    return new Answer.Unknown<>();
  }

  /// Who says no to a login that nobody knows, so that it takes as long as a wrong password.
  Directory naysayer() {
    Member last = order.getLast();
    return last.directory();
  }

  /// Which foreign directory keeps accounts from being made here; unknown when none does.
  ///
  /// @param domain of theirs; empty for those that have none
  Answer<String> keeper(Optional<DomainName> domain) {
    Answer<Member> home = domain.map(this::home).orElseGet(Answer.Unknown::new);
    return switch (home) {
      case Answer.Found<Member>(var member) ->
          isHouse(member) ? new Answer.Unknown<>() : new Answer.Found<>(member.id());
      case Answer.Unknown<Member> _ ->
          hasHouse() ? new Answer.Unknown<>() : new Answer.Found<>(order.getFirst().id());
      case Answer.Unavailable<Member>(var reason) -> new Answer.Unavailable<>(reason);
    };
  }
}
