package org.mailkeep.directory.api.foreign;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Domain;
import org.mailkeep.directory.api.Listing;
import org.mailkeep.directory.api.Page;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.directory.api.PrincipalEdit;
import org.mailkeep.directory.api.Registry;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Subscribers;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.directory.api.foreign.Chain.Member;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.wire.sasl.Proof;
import org.mailkeep.wire.sasl.ScramKeys;

/// Several directories as one: the one that is kept here, and those of others, each asked about
/// what it knows. What others keep is shown and never changed. Safe for many threads.
///
/// @param house the one that is kept here
/// @param ids ids of accounts that others keep
/// @param chain who is asked about what
public record JoinedDirectory(Registry house, AccountIds ids, Chain chain) implements Registry {
  /// How often an edit is tried that gives other names each time, as others change the account.
  private static final int ATTEMPTS = 10;

  @Override
  public Authentication authenticate(Credentials credentials) {
    if (credentials instanceof Credentials.Bearer bearer) {
      return new TokenLogin(chain).authenticate(bearer);
    }
    return switch (chain.holder(credentials.login())) {
      case Answer.Found<Member>(var member) -> member.directory().authenticate(credentials);
      case Answer.Unknown<Member> _ -> chain.naysayer().authenticate(credentials);
      case Answer.Unavailable<Member>(var reason) -> new Authentication.Unavailable(reason);
    };
  }

  /// What is right whoever knows the login, and tokens where anybody takes them. Who takes no
  /// passwords leaves them to those who do, of whom this house always is one; whether it has keys
  /// for SCRAM does not count where only administrators are in it.
  @Override
  public Set<Proof> accepts() {
    Set<Proof> kinds = EnumSet.noneOf(Proof.class);
    kinds.addAll(house.accepts());
    List<ForeignDirectory> others =
        chain.foreign().stream().filter(one -> one.accepts().contains(Proof.PASSWORD)).toList();
    if (!chain.hasHouse() && !others.isEmpty()) {
      kinds.add(Proof.SCRAM);
    }
    others.forEach(directory -> kinds.retainAll(directory.accepts()));
    if (chain.foreign().stream().anyMatch(TokenLogin::takesTokens)) {
      kinds.add(Proof.BEARER);
    }
    return kinds;
  }

  /// Those of whoever has the login, or made-up ones.
  @Override
  public Answer<ScramKeys> scramKeys(String login) {
    return switch (chain.holder(login)) {
      case Answer.Found<Member>(var member) -> member.directory().scramKeys(login);
      case Answer.Unknown<Member> _ -> chain.naysayer().scramKeys(login);
      case Answer.Unavailable<Member>(var reason) -> new Answer.Unavailable<>(reason);
    };
  }

  @Override
  public Answer<Account> account(AccountId id) {
    return keeper(id, directory -> directory.account(id));
  }

  @Override
  public Answer<Account> account(String login) {
    return then(chain.holder(login), member -> member.directory().account(login));
  }

  @Override
  public Verdict isLocal(DomainName domain) {
    return switch (chain.home(domain)) {
      case Answer.Found<Member> _ -> new Verdict.Yes();
      case Answer.Unknown<Member> _ -> new Verdict.No();
      case Answer.Unavailable<Member>(var reason) -> new Verdict.Unavailable(reason);
    };
  }

  @Override
  public Resolution resolve(Address address) {
    Resolution there = chain.resolve(address);
    return there instanceof Resolution.UnknownMailbox && Addressing.isPostmaster(address)
        ? house.postmaster(address)
        : there;
  }

  @Override
  public Resolution postmaster(Address asked) {
    return house.postmaster(asked);
  }

  /// Lists are the house's.
  @Override
  public Answer<Subscribers> subscribers(AccountId list) {
    return house.subscribers(list);
  }

  @Override
  public Answer<List<Address>> addresses(AccountId account) {
    return keeper(account, directory -> directory.addresses(account));
  }

  @Override
  public Answer<List<AccountId>> groups(AccountId account) {
    return keeper(account, directory -> directory.groups(account));
  }

  @Override
  public Verdict owns(AccountId account, Address address) {
    return chain.resolve(address).includes(account);
  }

  @Override
  public Answer<List<Address>> verify(String text, int limit) {
    Optional<Address> whole = Address.parse(text);
    if (whole.isPresent()) {
      return then(
          chain.home(whole.get().domain()), member -> member.directory().verify(text, limit));
    }
    var found = new ArrayList<Address>();
    for (Member member : chain.order()) {
      switch (member.directory().verify(text, limit)) {
        case Answer.Found<List<Address>>(var some) ->
            some.stream().filter(one -> !found.contains(one)).forEach(found::add);
        case Answer.Unknown<List<Address>> _ -> {}
        case Answer.Unavailable<List<Address>>(var reason) -> {
          return new Answer.Unavailable<>(reason);
        }
      }
    }
    return found.isEmpty()
        ? new Answer.Unknown<>()
        : new Answer.Found<>(found.stream().limit(limit).toList());
  }

  @Override
  public Answer<List<Address>> expand(Address address) {
    return then(chain.home(address.domain()), member -> member.directory().expand(address));
  }

  @Override
  public Answer<Domain> domain(DomainName name) {
    return house.domain(name);
  }

  @Override
  public Answer<Page<Domain>> domains(Listing listing) {
    return house.domains(listing);
  }

  @Override
  public Change<Domain> createDomain(
      DomainName name, String description, @Nullable DomainName aliasOf) {
    return unlessKept(
        chain.keeper(Optional.of(name)), () -> house.createDomain(name, description, aliasOf));
  }

  @Override
  public Change<Domain> aliasDomain(DomainName name, @Nullable DomainName aliasOf) {
    return orKept(name, house.aliasDomain(name, aliasOf));
  }

  @Override
  public Change<Domain> describeDomain(DomainName name, String description) {
    return orKept(name, house.describeDomain(name, description));
  }

  @Override
  public Change<Domain> deleteDomain(DomainName name) {
    return orKept(name, house.deleteDomain(name));
  }

  /// A domain that the house does not know may be one of others.
  private Change<Domain> orKept(DomainName name, Change<Domain> here) {
    if (!(here instanceof Change.Unknown<Domain>)) {
      return here;
    }
    return unlessKept(keeper(name), () -> here);
  }

  @Override
  public Answer<String> keeper(DomainName domain) {
    return then(
        chain.home(domain),
        member -> chain.isHouse(member) ? new Answer.Unknown<>() : new Answer.Found<>(member.id()));
  }

  @Override
  public Answer<Principal> principal(AccountId id) {
    Answer<Principal> here = house.principal(id);
    return here instanceof Answer.Unknown<Principal> ? known(id, this::shown) : here;
  }

  @Override
  public Answer<Principal> principal(String login) {
    Answer<Principal> here = house.principal(login);
    if (!(here instanceof Answer.Unknown<Principal>)) {
      return here;
    }
    Answer<Account> there = account(login);
    if (there instanceof Answer.Found<Account>(var account)) {
      return principal(account.id());
    }
    return there instanceof Answer.Unavailable<Account>(var reason)
        ? new Answer.Unavailable<>(reason)
        : departed(login);
  }

  /// Who had a login name before it vanished from its directory.
  private Answer<Principal> departed(String login) {
    try {
      List<KnownAccount> known = ids.called(PrincipalDraft.login(login));
      return known.isEmpty() ? new Answer.Unknown<>() : shown(known.getFirst());
    } catch (StoreException e) {
      return new Answer.Unavailable<>(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Answer<Page<Principal>> principals(Listing listing) {
    return house.principals(listing);
  }

  @Override
  public Change<Principal> create(PrincipalDraft draft) {
    return unlessKept(keeper(NewName.of(null, draft)), () -> house.create(draft));
  }

  private Answer<String> keeper(Set<NewName> names) {
    for (NewName name : names) {
      Answer<String> keeper = keeper(name);
      if (!(keeper instanceof Answer.Unknown<String>)) {
        return keeper;
      }
    }
    return new Answer.Unknown<>();
  }

  /// An administrator gets no login name of others either, which would hide theirs. The house may
  /// give any other name, also where it keeps nobody else: [Chain#holder].
  private Answer<String> keeper(NewName name) {
    return name.administrator()
        ? name.domain().map(this::keeper).orElseGet(Answer.Unknown::new)
        : chain.keeper(name.domain());
  }

  /// What the house keeps gets no names in domains of others, where they would not be found. Others
  /// are asked between attempts, never within one: it keeps all other changes of the house waiting.
  @Override
  public Change<Principal> update(AccountId id, PrincipalEdit edit) {
    var ours = new HashSet<NewName>();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var unasked = new AtomicReference<Set<NewName>>(Set.of());
      Change<Principal> here =
          house.update(
              id,
              current -> {
                PrincipalDraft draft = edit.apply(current);
                Set<NewName> names = NewName.of(current, draft);
                names.removeAll(ours);
                unasked.set(names);
                return names.isEmpty() ? draft : current;
              });
      if (here instanceof Change.Unknown<Principal>) {
        return unlessKept(known(id, known -> new Answer.Found<>(known.directory())), () -> here);
      }
      if (unasked.get().isEmpty() || !(here instanceof Change.Done<Principal>)) {
        return here;
      }
      Answer<String> keeper = keeper(unasked.get());
      if (!(keeper instanceof Answer.Unknown<String>)) {
        return unlessKept(keeper, () -> here);
      }
      ours.addAll(unasked.get());
    }
    return new Change.Unavailable<>("others change account " + id.value() + " all the time");
  }

  /// Changes something when no foreign directory keeps it.
  private static <T> Change<T> unlessKept(Answer<String> keeper, Supplier<Change<T>> change) {
    return switch (keeper) {
      case Answer.Found<String>(var directory) -> new Change.KeptElsewhere<>(directory);
      case Answer.Unknown<String> _ -> change.get();
      case Answer.Unavailable<String>(var reason) -> new Change.Unavailable<>(reason);
    };
  }

  /// Only what vanished from its directory can be removed here, or what it cannot be asked about.
  @Override
  public Change<Principal> delete(AccountId id) {
    Change<Principal> here = house.delete(id);
    if (!(here instanceof Change.Unknown<Principal>)) {
      return here;
    }
    return switch (known(id, this::shown)) {
      case Answer.Found<Principal>(var principal) -> remove(principal);
      case Answer.Unknown<Principal> _ -> new Change.Unknown<>();
      case Answer.Unavailable<Principal>(var reason) -> new Change.Unavailable<>(reason);
    };
  }

  private Change<Principal> remove(Principal principal) {
    AccountId id = principal.account().id();
    try {
      if (principal.keeper() instanceof Principal.Keeper.Others(var directory, var gone)
          && !gone
          && !forgets(directory, id)) {
        return new Change.KeptElsewhere<>(directory);
      }
      return ids.forget(id) ? new Change.Done<>(principal) : new Change.Unknown<>();
    } catch (StoreException e) {
      return new Change.Unavailable<>(String.valueOf(e.getMessage()));
    }
  }

  private boolean forgets(String directory, AccountId id) {
    KnownAccount known = ids.whose(id);
    return known != null
        && chain
            .foreign(directory)
            .filter(one -> one.source().forget(known.identity()))
            .isPresent();
  }

  @Override
  public Answer<List<AccountId>> departed() {
    return house.departed();
  }

  @Override
  public Change<AccountId> settle(AccountId id) {
    return house.settle(id);
  }

  /// What an administrator sees of an account that others keep.
  private Answer<Principal> shown(KnownAccount known) {
    Answer<Entry> entry =
        chain
            .foreign(known.directory())
            .map(directory -> directory.entry(known.id()))
            .orElseGet(Answer.Unknown::new);
    return switch (entry) {
      case Answer.Found<Entry>(var found) -> new Answer.Found<>(present(known, found));
      case Answer.Unknown<Entry> _ -> new Answer.Found<>(gone(known));
      case Answer.Unavailable<Entry>(var reason) -> new Answer.Unavailable<>(reason);
    };
  }

  private Principal present(KnownAccount known, Entry entry) {
    Account account = chain.foreign(known.directory()).orElseThrow().account(entry);
    List<Claim> claims =
        entry.emails().stream().flatMap(email -> Claim.parse(email).stream()).distinct().toList();
    var keeper = new Principal.Keeper.Others(known.directory(), false);
    return new Principal(account, claims, 0, known.since(), keeper);
  }

  private static Principal gone(KnownAccount known) {
    String login = known.identity().name();
    @Nullable Address address = Address.parse(login).orElse(null);
    var account =
        new Account(known.id(), login, "", address, Account.Quota.UNLIMITED, Set.of(), false);
    var keeper = new Principal.Keeper.Others(known.directory(), true);
    return new Principal(account, List.of(), 0, known.since(), keeper);
  }

  /// Asks whoever keeps an account.
  private <T> Answer<T> keeper(AccountId id, Function<Directory, Answer<T>> question) {
    return switch (house.account(id)) {
      case Answer.Found<Account> _ -> question.apply(house);
      case Answer.Unavailable<Account>(var reason) -> new Answer.Unavailable<>(reason);
      case Answer.Unknown<Account> _ ->
          known(
              id,
              known ->
                  chain.foreign(known.directory()).map(question).orElseGet(Answer.Unknown::new));
    };
  }

  private <T> Answer<T> known(AccountId id, Function<KnownAccount, Answer<T>> question) {
    try {
      KnownAccount known = ids.whose(id);
      return known == null ? new Answer.Unknown<>() : question.apply(known);
    } catch (StoreException e) {
      return new Answer.Unavailable<>(String.valueOf(e.getMessage()));
    }
  }

  private static <T> Answer<T> then(Answer<Member> who, Function<Member, Answer<T>> question) {
    return switch (who) {
      case Answer.Found<Member>(var member) -> question.apply(member);
      case Answer.Unknown<Member> _ -> new Answer.Unknown<>();
      case Answer.Unavailable<Member>(var reason) -> new Answer.Unavailable<>(reason);
    };
  }
}
