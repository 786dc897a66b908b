package org.mailkeep.directory.internal;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.MailingList;
import org.mailkeep.directory.api.Member;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.directory.api.PrincipalKind;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Subscribers;
import org.mailkeep.directory.api.Trace;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;

/// What protocols ask of the directory, beside logins. Every method may throw
/// [org.mailkeep.store.api.StoreException].
final class Questions {
  private final Records records;
  private final Addressing addressing;

  Questions(Records records, Addressing addressing) {
    this.records = records;
    this.addressing = addressing;
  }

  Answer<Account> account(AccountId id) {
    return found(records.principal(id));
  }

  Answer<Account> account(String login) {
    return found(records.login(PrincipalDraft.login(login)));
  }

  Verdict isLocal(DomainName domain) {
    return Verdict.of(records.domain(domain) != null);
  }

  Resolution resolve(Address address) {
    StoredDomain domain = records.domain(address.domain());
    if (domain == null) {
      Trace.tell("domain", () -> address.domain() + " is not hosted");
      return new Resolution.NotLocal();
    }
    Address home = home(address, domain);
    if (!home.equals(address)) {
      Trace.tell("domain", () -> address.domain() + " is an alias of " + home.domain());
    }
    NameEntry entry = null;
    String name = "";
    for (String candidate : addressing.candidates(home)) {
      NameEntry known = records.name(candidate);
      boolean receives = known != null && known.receives();
      Trace.tell("candidate", () -> candidate + (receives ? ": there" : ": not there"));
      if (receives) {
        entry = known;
        name = candidate;
        break;
      }
    }
    if (entry == null) {
      return Addressing.isPostmaster(home) ? postmaster(home) : new Resolution.UnknownMailbox();
    }
    return resolved(entry, addressing.matched(home, name));
  }

  /// What an address in a domain that is an alias is an alias of.
  private static Address home(Address address, StoredDomain domain) {
    DomainName other = domain.aliasOf();
    return other == null ? address : new Address(address.local(), other);
  }

  private Resolution resolved(NameEntry entry, Address matched) {
    Trace.tell("entry", () -> "it is of the kind " + entry.kind().word());
    if (entry.closed()) {
      Trace.tell("entry", () -> "it is disabled, and takes no mail");
      return new Resolution.UnknownMailbox();
    }
    if (entry.kind() != PrincipalKind.LIST) {
      return accounts(new Resolution.Recipient(entry.account(), matched));
    }
    StoredPrincipal list = records.principal(entry.account());
    return list == null
        ? new Resolution.UnknownMailbox()
        : new Resolution.Mailing(
            new MailingList(
                list.id(),
                Objects.requireNonNullElse(list.account().address(), matched),
                list.draft().name(),
                list.draft().roster().owner()));
  }

  private static Resolution accounts(Resolution.Recipient recipient) {
    return new Resolution.Accounts(List.of(recipient));
  }

  /// The one who is configured, or the first administrator.
  Resolution postmaster(Address asked) {
    Address other = addressing.postmaster();
    if (other != null && !Addressing.isPostmaster(other)) {
      return resolve(other);
    }
    StoredPrincipal administrator = records.login(FirstAdministrator.LOGIN);
    return administrator == null || !administrator.draft().kind().keepsMail()
        ? new Resolution.UnknownMailbox()
        : accounts(new Resolution.Recipient(administrator.id(), asked.canonical()));
  }

  Answer<Subscribers> subscribers(AccountId id) {
    StoredPrincipal list = records.principal(id);
    return list == null || list.draft().kind() != PrincipalKind.LIST
        ? new Answer.Unknown<>()
        : new Answer.Found<>(new Expansion(records, this::resolve).of(list));
  }

  /// Groups, and groups that those are in.
  Answer<List<AccountId>> groups(AccountId id) {
    if (records.principal(id) == null) {
      return new Answer.Unknown<>();
    }
    var found = new LinkedHashSet<AccountId>();
    var open = new ArrayDeque<>(List.of(id));
    while (!open.isEmpty()) {
      for (AccountId of : records.memberships(open.remove())) {
        StoredPrincipal whole = records.principal(of);
        if (whole != null && whole.draft().kind() == PrincipalKind.GROUP && found.add(of)) {
          open.add(of);
        }
      }
    }
    found.remove(id);
    return new Answer.Found<>(List.copyOf(found));
  }

  /// Addresses of the members of a list or group; those who have none are not told.
  Answer<List<Address>> expand(Address address) {
    AccountId id =
        switch (resolve(address)) {
          case Resolution.Mailing(MailingList list) -> list.id();
          case Resolution.Accounts(var recipients) -> recipients.getFirst().account();
          case Resolution.UnknownMailbox _, Resolution.NotLocal _, Resolution.Unavailable _ -> null;
        };
    StoredPrincipal whole = id == null ? null : records.principal(id);
    return whole == null || !whole.draft().kind().hasMembers()
        ? new Answer.Unknown<>()
        : new Answer.Found<>(
            whole.draft().roster().members().stream()
                .flatMap(member -> Stream.ofNullable(address(member)))
                .toList());
  }

  private @Nullable Address address(Member member) {
    return switch (member) {
      case Member.Elsewhere(Address address) -> address;
      case Member.Here(AccountId id) -> {
        StoredPrincipal principal = records.principal(id);
        yield principal == null ? null : principal.account().address();
      }
    };
  }

  Answer<List<Address>> addresses(AccountId id) {
    StoredPrincipal principal = records.principal(id);
    return principal == null ? new Answer.Unknown<>() : new Answer.Found<>(principal.addresses());
  }

  Verdict owns(AccountId account, Address address) {
    return resolve(address).includes(account);
  }

  /// An address. Parts of one are not looked for: there is no index of them.
  Answer<List<Address>> verify(String text) {
    Optional<Resolution> there = Address.parse(text).map(this::resolve);
    if (there.isEmpty()) {
      return new Answer.Unknown<>();
    }
    return switch (there.get()) {
      case Resolution.Accounts(var recipients) ->
          new Answer.Found<>(List.of(recipients.getFirst().address()));
      case Resolution.Mailing(MailingList list) -> new Answer.Found<>(List.of(list.address()));
      case Resolution.UnknownMailbox _, Resolution.NotLocal _, Resolution.Unavailable _ ->
          new Answer.Unknown<>();
    };
  }

  private static Answer<Account> found(@Nullable StoredPrincipal principal) {
    return principal == null || !principal.draft().kind().keepsMail()
        ? new Answer.Unknown<>()
        : new Answer.Found<>(principal.account());
  }
}
