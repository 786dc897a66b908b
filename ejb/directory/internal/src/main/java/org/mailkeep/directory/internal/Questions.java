package org.mailkeep.directory.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Listing;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;

/// What protocols ask of the directory, beside logins. Every method may throw
/// [org.mailkeep.store.api.StoreException].
final class Questions {
  private final Records records;
  private final Lists lists;
  private final Addressing addressing;

  Questions(Records records, Lists lists, Addressing addressing) {
    this.records = records;
    this.lists = lists;
    this.addressing = addressing;
  }

  Answer<Account> account(AccountId id) {
    return found(records.principal(id));
  }

  Answer<Account> account(String login) {
    return found(records.login(PrincipalDraft.login(login)));
  }

  Verdict isLocal(DomainName domain) {
    return Verdict.of(records.hosts(domain));
  }

  Resolution resolve(Address address) {
    if (!records.hosts(address.domain())) {
      return new Resolution.NotLocal();
    }
    for (String candidate : addressing.candidates(address)) {
      NameEntry entry = records.name(candidate);
      if (entry != null && entry.receives()) {
        var recipient = new Resolution.Recipient(entry.account(), matched(candidate, address));
        return new Resolution.Accounts(List.of(recipient));
      }
    }
    return new Resolution.UnknownMailbox();
  }

  Answer<List<Address>> addresses(AccountId id) {
    StoredPrincipal principal = records.principal(id);
    return principal == null ? new Answer.Unknown<>() : new Answer.Found<>(principal.addresses());
  }

  Verdict owns(AccountId account, Address address) {
    return Verdict.of(
        resolve(address) instanceof Resolution.Accounts(var recipients)
            && recipients.stream().anyMatch(recipient -> recipient.account().equals(account)));
  }

  /// An address, or a local part that is looked for in each domain.
  Answer<List<Address>> verify(String text, int limit) {
    Optional<Address> whole = Address.parse(text);
    if (whole.isPresent()) {
      return resolve(whole.get()) instanceof Resolution.Accounts(var recipients)
          ? new Answer.Found<>(List.of(recipients.getFirst().address()))
          : new Answer.Unknown<>();
    }
    var found = new ArrayList<Address>();
    for (var domain : lists.domains(Listing.first(Listing.MAX_LIMIT)).items()) {
      Address.parse(text + "@" + domain.name())
          .filter(address -> found.size() < limit && receives(Addressing.name(address)))
          .ifPresent(found::add);
    }
    return found.isEmpty() ? new Answer.Unknown<>() : new Answer.Found<>(found);
  }

  private boolean receives(String name) {
    NameEntry entry = records.name(name);
    return entry != null && entry.receives();
  }

  /// The account's address that a name stands for; a catch-all keeps what was asked for.
  private Address matched(String candidate, Address asked) {
    if (candidate.equals(Addressing.name(asked)) || candidate.startsWith("@")) {
      return asked.canonical();
    }
    return addressing.base(asked).orElse(asked.canonical());
  }

  private static Answer<Account> found(@Nullable StoredPrincipal principal) {
    return principal == null ? new Answer.Unknown<>() : new Answer.Found<>(principal.account());
  }
}
