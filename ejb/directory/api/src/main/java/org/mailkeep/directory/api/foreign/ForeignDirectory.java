package org.mailkeep.directory.api.foreign;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.credentials.PasswordRules;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.credentials.ScramLookup;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Trace;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.PasswordAnswer;
import org.mailkeep.directory.api.spi.Receiver;
import org.mailkeep.directory.api.spi.TokenAnswer;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.wire.sasl.Proof;
import org.mailkeep.wire.sasl.ScramKeys;

/// A directory that others keep, as the server sees it. Safe for many threads.
///
/// @param id its id in the settings
/// @param source what answers
/// @param declared domains that the settings give to this directory, which are local whatever it
///   says
/// @param parts what it works with
public record ForeignDirectory(
    String id, DirectorySource source, Set<DomainName> declared, Parts parts) implements Directory {
  private static final String USER = "user";
  private static final String ADMINISTRATOR = "admin";

  public ForeignDirectory {
    declared = Set.copyOf(declared);
  }

  /// What a foreign directory works with.
  ///
  /// @param ids gives ids
  /// @param passwords compares with hashes; closed by whoever made it
  /// @param rules what passwords are like
  /// @param addressing how addresses find accounts
  /// @param trouble is told why the directory could not be asked
  /// @param known logins that succeeded a short while ago; null to remember none
  /// @param scram finds keys for SCRAM among the directory's secrets; null when they are not for it
  public record Parts(
      AccountIds ids,
      Passwords passwords,
      PasswordRules rules,
      Addressing addressing,
      Trouble trouble,
      @Nullable KnownLogins known,
      @Nullable Supplier<ScramLookup> scram) {
    /// For a directory without SCRAM.
    public Parts(
        AccountIds ids,
        Passwords passwords,
        PasswordRules rules,
        Addressing addressing,
        Trouble trouble,
        @Nullable KnownLogins known) {
      this(ids, passwords, rules, addressing, trouble, known, null);
    }
  }

  /// Told of failures.
  @FunctionalInterface
  public interface Trouble {
    /// A directory could not be asked.
    ///
    /// @param directory its id in the settings
    /// @param reason without secrets
    void met(String directory, String reason);
  }

  @Override
  public Authentication authenticate(Credentials credentials) {
    return asked(
        () ->
            switch (credentials) {
              case Credentials.Password(var login, var password) -> check(login, password);
              case Credentials.Vouched(var login, _) -> vouched(login);
              case Credentials.Bearer bearer -> bearer(bearer);
              case Credentials.Scram scram -> proven(scram);
            },
        Authentication.Unavailable::new);
  }

  @Override
  public Set<Proof> accepts() {
    Set<Proof> kinds = EnumSet.noneOf(Proof.class);
    kinds.addAll(source.accepts());
    if (parts.scram() != null) {
      kinds.add(Proof.SCRAM);
    }
    return kinds;
  }

  @Override
  public Answer<ScramKeys> scramKeys(String login) {
    Supplier<ScramLookup> scram = parts.scram();
    return scram == null
        ? new Answer.Unknown<>()
        : asked(
            () ->
                name(login)
                    .map(name -> map(new ScramLogin(source, scram).keys(name), keys -> keys))
                    .orElseGet(() -> new Answer.Found<>(scram.get().madeUp(login))),
            Answer.Unavailable::new);
  }

  private Authentication proven(Credentials.Scram proof) {
    Supplier<ScramLookup> scram = parts.scram();
    if (scram == null) {
      return rejected(Authentication.Reason.UNSUPPORTED);
    }
    Optional<String> name = name(proof.login());
    if (name.isEmpty()) {
      return rejected(Authentication.Reason.UNKNOWN_LOGIN);
    }
    return switch (new ScramLogin(source, scram).check(name.get(), proof)) {
      case ScramLogin.Outcome.Right(var entry) -> accepted(entry);
      case ScramLogin.Outcome.Wrong(var why) -> rejected(why);
      case ScramLogin.Outcome.Unavailable(var reason) ->
          new Authentication.Unavailable(told(reason));
    };
  }

  private Authentication bearer(Credentials.Bearer bearer) {
    return switch (judge(bearer)) {
      case TokenAnswer.Accepted(var entry) -> welcome(entry);
      case TokenAnswer.Refused(var why) -> rejected(why);
      case TokenAnswer.Later(var reason) -> new Authentication.Unavailable(reason);
      case TokenAnswer.Unavailable(var reason) -> new Authentication.Unavailable(reason);
    };
  }

  /// Lets in whose token was good.
  Authentication welcome(Entry entry) {
    return accepted(source.welcome(entry));
  }

  /// Whose a token is; refused when the client says that it is somebody else's.
  TokenAnswer judge(Credentials.Bearer bearer) {
    TokenAnswer answer =
        bearer.token().isEmpty()
            ? new TokenAnswer.Refused(Authentication.Reason.WRONG_SECRET)
            : source.judge(bearer.login(), bearer.token());
    return switch (answer) {
      case TokenAnswer.Accepted(var entry) when !isCalled(entry, bearer.login()) ->
          new TokenAnswer.Refused(Authentication.Reason.FOR_ANOTHER);
      case TokenAnswer.Unavailable(var reason) -> new TokenAnswer.Unavailable(told(reason));
      case TokenAnswer.Accepted _, TokenAnswer.Refused _, TokenAnswer.Later _ -> answer;
    };
  }

  /// Whether a client may mean this entry: by its login name, by an address, or by nothing.
  private static boolean isCalled(Entry entry, String login) {
    if (login.isEmpty()) {
      return true;
    }
    Optional<String> name = name(login);
    return name.isPresent()
        && (name.get().equals(entry.identity().name())
            || addresses(entry.emails()).stream()
                .map(Addressing::name)
                .anyMatch(name.get()::equals));
  }

  private Authentication vouched(String login) {
    Answer<Entry> entry = name(login).map(source::entry).orElseGet(Answer.Unknown::new);
    return switch (entry) {
      case Answer.Found<Entry>(var found) -> accepted(found);
      case Answer.Unknown<Entry> _ -> rejected(Authentication.Reason.UNKNOWN_LOGIN);
      case Answer.Unavailable<Entry>(var reason) -> new Authentication.Unavailable(told(reason));
    };
  }

  private Authentication check(String login, String password) {
    if (password.isEmpty() || parts.rules().tooLong(password)) {
      return rejected(Authentication.Reason.WRONG_SECRET);
    }
    Optional<String> name = name(login);
    if (name.isEmpty()) {
      return nobody(password);
    }
    KnownLogins known = parts.known();
    return known == null
        ? prove(name.get(), password)
        : known.login(name.get(), password, this::accepted, () -> prove(name.get(), password));
  }

  private Authentication prove(String login, String password) {
    return switch (source.prove(login, password)) {
      case PasswordAnswer.BySecrets(var entry, var secrets) ->
          compare(entry, secrets, login, password);
      case PasswordAnswer.Accepted(var entry) -> succeeded(entry, login, password);
      case PasswordAnswer.Refused(var why) -> rejected(why);
      case PasswordAnswer.Nobody() -> nobody(password);
      case PasswordAnswer.Unavailable(var reason) -> new Authentication.Unavailable(told(reason));
    };
  }

  private Authentication compare(Entry entry, List<String> secrets, String login, String password) {
    return switch (parts.passwords().verify(secrets, password)) {
      case org.mailkeep.credentials.Verdict.Right right ->
          right.once() ? accepted(entry) : succeeded(entry, login, password);
      case org.mailkeep.credentials.Verdict.Wrong _ -> rejected(Authentication.Reason.WRONG_SECRET);
      case org.mailkeep.credentials.Verdict.Busy _ -> busy();
    };
  }

  /// Nobody's password is checked too, so that the time tells nothing.
  private Authentication nobody(String password) {
    return switch (parts.passwords().check(List.of(), password)) {
      case YES, NO -> rejected(Authentication.Reason.UNKNOWN_LOGIN);
      case BUSY -> busy();
    };
  }

  private Authentication succeeded(Entry entry, String login, String password) {
    KnownLogins known = parts.known();
    if (known != null) {
      known.succeeded(login, password, entry);
    }
    return accepted(entry);
  }

  private Authentication accepted(Entry entry) {
    Account account = account(entry);
    return account.enabled()
        ? new Authentication.Authenticated(account)
        : rejected(Authentication.Reason.DISABLED);
  }

  @Override
  public Answer<Account> account(AccountId account) {
    return asked(() -> map(entry(account), this::account), Answer.Unavailable::new);
  }

  @Override
  public Answer<Account> account(String login) {
    return asked(
        () ->
            name(login)
                .<Answer<Account>>map(name -> map(source.entry(name), this::account))
                .orElseGet(Answer.Unknown::new),
        Answer.Unavailable::new);
  }

  @Override
  public Verdict isLocal(DomainName domain) {
    if (declared.contains(domain)) {
      Trace.tell("domain", () -> domain + " is given to " + id + " by the settings");
      return new Verdict.Yes();
    }
    Verdict verdict = source.isLocal(domain);
    return verdict instanceof Verdict.Unavailable(var reason)
        ? new Verdict.Unavailable(told(reason))
        : verdict;
  }

  @Override
  public Resolution resolve(Address address) {
    return switch (isLocal(address.domain())) {
      case Verdict.No() -> new Resolution.NotLocal();
      case Verdict.Unavailable(var reason) -> new Resolution.Unavailable(reason);
      case Verdict.Yes() -> asked(() -> recipients(address), Resolution.Unavailable::new);
    };
  }

  private Resolution recipients(Address address) {
    for (String candidate : parts.addressing().candidates(address)) {
      switch (source.recipients(candidate)) {
        case Answer.Found<List<Receiver>>(var found) when !found.isEmpty() -> {
          Trace.tell("candidate", () -> candidate + ": " + found.size() + " found by " + id);
          return accounts(found, parts.addressing().matched(address, candidate));
        }
        case Answer.Found<List<Receiver>> _, Answer.Unknown<List<Receiver>> _ ->
            Trace.tell("candidate", () -> candidate + ": unknown to " + id);
        case Answer.Unavailable<List<Receiver>>(var reason) -> {
          return new Resolution.Unavailable(told(reason));
        }
      }
    }
    return new Resolution.UnknownMailbox();
  }

  private Resolution accounts(List<Receiver> found, Address matched) {
    var accounts = new LinkedHashMap<AccountId, Resolution.Recipient>();
    for (Receiver receiver : found) {
      AccountId account = parts.ids().of(id, receiver.identity());
      accounts.putIfAbsent(account, new Resolution.Recipient(account, matched, receiver.quota()));
    }
    return new Resolution.Accounts(List.copyOf(accounts.values()));
  }

  @Override
  public Answer<List<Address>> addresses(AccountId account) {
    return asked(
        () -> map(entry(account), entry -> addresses(entry.emails())), Answer.Unavailable::new);
  }

  @Override
  public Answer<List<AccountId>> groups(AccountId account) {
    return asked(
        () -> {
          KnownAccount known = parts.ids().whose(account);
          return known == null || !known.directory().equals(id)
              ? new Answer.Unknown<>()
              : map(
                  source.groups(known.identity()),
                  groups -> groups.stream().map(group -> parts.ids().of(id, group)).toList());
        },
        Answer.Unavailable::new);
  }

  @Override
  public Verdict owns(AccountId account, Address address) {
    return resolve(address).includes(account);
  }

  @Override
  public Answer<List<Address>> verify(String text, int limit) {
    Optional<Address> whole = Address.parse(text);
    if (whole.isPresent()) {
      return switch (resolve(whole.get())) {
        case Resolution.Accounts(var recipients) ->
            new Answer.Found<>(List.of(recipients.getFirst().address()));
        case Resolution.Mailing(var list) -> new Answer.Found<>(List.of(list.address()));
        case Resolution.UnknownMailbox(), Resolution.NotLocal() -> new Answer.Unknown<>();
        case Resolution.Unavailable(var reason) -> new Answer.Unavailable<>(reason);
      };
    }
    if (!possible(text)) {
      return new Answer.Unknown<>();
    }
    String part = text.toLowerCase(Locale.ROOT);
    return some(
        map(
            source.verify(text, limit),
            found ->
                addresses(found).stream()
                    .filter(address -> Addressing.name(address).contains(part))
                    .limit(limit)
                    .toList()));
  }

  @Override
  public Answer<List<Address>> expand(Address address) {
    return some(map(source.expand(Addressing.name(address)), ForeignDirectory::addresses));
  }

  /// The entry of an account, unknown when it vanished.
  Answer<Entry> entry(AccountId account) {
    KnownAccount known = parts.ids().whose(account);
    return known == null || !known.directory().equals(id)
        ? new Answer.Unknown<>()
        : source.entry(known.identity());
  }

  Account account(Entry entry) {
    List<Address> addresses = addresses(entry.emails());
    Optional<Address> ofLogin = Address.parse(entry.identity().name()).map(Address::canonical);
    return new Account(
        parts.ids().of(id, entry.identity()),
        entry.identity().name(),
        entry.description(),
        addresses.isEmpty() ? ofLogin.orElse(null) : addresses.getFirst(),
        entry.quota(),
        roles(entry),
        entry.enabled() && entry.kind() != Entry.Kind.GROUP);
  }

  private static Set<String> roles(Entry entry) {
    var roles = new HashSet<>(entry.roles());
    switch (entry.kind()) {
      case INDIVIDUAL -> roles.add(USER);
      case ADMINISTRATOR -> roles.add(ADMINISTRATOR);
      case GROUP -> roles.clear();
    }
    return roles;
  }

  private static List<Address> addresses(List<String> texts) {
    var addresses = new ArrayList<Address>(texts.size());
    for (String text : texts) {
      Address.parse(text)
          .map(Address::canonical)
          .filter(address -> !addresses.contains(address))
          .ifPresent(addresses::add);
    }
    return addresses;
  }

  /// What is asked for a login name; empty when nobody can have it.
  private static Optional<String> name(String login) {
    return possible(login) ? Optional.of(PrincipalDraft.login(login)) : Optional.empty();
  }

  private static boolean possible(String text) {
    return !text.isBlank()
        && text.length() <= PrincipalDraft.MAX_LOGIN
        && text.chars().noneMatch(Character::isISOControl);
  }

  private <T, U> Answer<U> map(Answer<T> answer, Function<T, U> translation) {
    return switch (answer) {
      case Answer.Found<T>(T value) -> new Answer.Found<>(translation.apply(value));
      case Answer.Unknown<T> _ -> new Answer.Unknown<>();
      case Answer.Unavailable<T>(var reason) -> new Answer.Unavailable<>(told(reason));
    };
  }

  private static <T> Answer<List<T>> some(Answer<List<T>> answer) {
    return answer instanceof Answer.Found<List<T>>(var list) && list.isEmpty()
        ? new Answer.Unknown<>()
        : answer;
  }

  /// Ids lie in the store, which may fail, too.
  private <T> T asked(Supplier<T> question, Function<String, T> unavailable) {
    try {
      return question.get();
    } catch (StoreException e) {
      return unavailable.apply("ids of accounts: " + e.getMessage());
    }
  }

  private String told(String reason) {
    parts.trouble().met(id, reason);
    return "directory " + id + ": " + reason;
  }

  private static Authentication rejected(Authentication.Reason why) {
    return new Authentication.Rejected(why);
  }

  private static Authentication busy() {
    return new Authentication.Unavailable("too many passwords are being checked");
  }
}
