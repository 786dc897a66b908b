package org.mailkeep.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailkeep.admin.FieldChange.Action;
import org.mailkeep.auth.Authority;
import org.mailkeep.auth.Roles;
import org.mailkeep.credentials.AppPassword;
import org.mailkeep.credentials.PasswordRules;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.credentials.Totp;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.Member;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.directory.api.PrincipalEdit;
import org.mailkeep.directory.api.PrincipalKind;
import org.mailkeep.directory.api.Registry;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.store.api.StoreException;

/// The fields of an entry of the directory, by the names that interfaces use: which there are, what
/// each takes, and what a change of it does. [#OF_KIND] says which kinds have which.
///
/// | Field | Takes |
/// |---|---|
/// | `type` | what it is: a word of [PrincipalKind] |
/// | `name` | name, usually an address; who has one can log in with it |
/// | `description` | what people call it |
/// | `emails` | addresses, the primary first, and `@domain` for a catch-all |
/// | `secrets` | passwords, or hashes of them; for programs; `otpauth:` of authenticator apps |
/// | `roles` | names of roles; those of a group are its members', too |
/// | `quota` | octets, or text such as `1g`; 0 or null for no limit |
/// | `messageQuota` | messages; 0 or null for no limit |
/// | `enabled` | whether it may log in; for what nobody logs in to, whether it takes mail |
/// | `members` | names, addresses or numbers of entries that a group or list stands for |
/// | `externalMembers` | addresses elsewhere to which a list sends |
/// | `owner` | address of whoever looks after a list; empty or null for its postmaster |
///
/// @param passwords hashes new secrets
/// @param rules what new secrets must be like
/// @param authority knows which roles there are
/// @param registry knows members
record AccountFields(
    Passwords passwords, PasswordRules rules, Authority authority, Registry registry) {
  private static final int MAX_ITEMS = 1_000;
  private static final Set<String> EVERYONE =
      Set.of("type", "name", "description", "emails", "enabled");
  private static final Set<String> QUOTAS = Set.of("quota", "messageQuota");

  /// Which fields each kind has; who adds a kind adds a line.
  static final Map<PrincipalKind, Set<String>> OF_KIND =
      Map.of(
          PrincipalKind.INDIVIDUAL, with(List.of(EVERYONE, QUOTAS, Set.of("secrets", "roles"))),
          PrincipalKind.GROUP, with(List.of(EVERYONE, QUOTAS, Set.of("members", "roles"))),
          PrincipalKind.LIST,
              with(List.of(EVERYONE, Set.of("members", "externalMembers", "owner"))),
          PrincipalKind.RESOURCE, with(List.of(EVERYONE, QUOTAS)),
          PrincipalKind.LOCATION, with(List.of(EVERYONE, QUOTAS)));

  private static Set<String> with(List<Set<String>> some) {
    return some.stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
  }

  /// Changes that make sense, and what does not.
  record Parsed(List<PrincipalEdit> edits, List<FieldError> errors) implements PrincipalEdit {
    @Override
    public PrincipalDraft apply(PrincipalDraft current) {
      PrincipalDraft draft = current;
      for (PrincipalEdit edit : edits) {
        draft = edit.apply(draft);
      }
      return draft;
    }
  }

  /// @param kind of the entry; of a new one what its `type` says
  Parsed parse(PrincipalKind kind, List<FieldChange> changes) {
    var parsed = new Parsed(new ArrayList<>(), new ArrayList<>());
    for (FieldChange change : changes) {
      if (OF_KIND.getOrDefault(kind, Set.of()).contains(change.field())) {
        parse(kind, change, parsed);
      } else {
        String detail = "is not a field of entries of type " + kind.word() + ": " + change.field();
        error(change, parsed, detail);
      }
    }
    return parsed;
  }

  private void parse(PrincipalKind kind, FieldChange change, Parsed parsed) {
    switch (change.field()) {
      case "type" -> text(change, parsed).ifPresent(type -> type(kind, type, change, parsed));
      case "name" -> text(change, parsed).ifPresent(name -> login(name, change, parsed));
      case "description" -> text(change, parsed).ifPresent(name -> name(name, change, parsed));
      case "emails" -> emails(change, parsed);
      case "secrets" -> secrets(change, parsed);
      case "roles" -> roles(change, parsed);
      case "quota" ->
          quota(change, parsed)
              .ifPresent(bytes ->
                  parsed.edits.add(
                      d -> d.withQuota(new Account.Quota(bytes, d.quota().messages()))));
      case "messageQuota" ->
          quota(change, parsed)
              .ifPresent(messages ->
                  parsed.edits.add(
                      d -> d.withQuota(new Account.Quota(d.quota().bytes(), messages))));
      case "enabled" -> enabled(change, parsed);
      case "members" -> members(change, parsed);
      case "externalMembers" -> externalMembers(change, parsed);
      case "owner" -> owner(change, parsed);
      default -> error(change, parsed, "is not a field of an entry: " + change.field());
    }
  }

  /// What a list of changes says that an entry is; an individual when it says nothing.
  ///
  /// @return empty when there is no such kind
  static Optional<PrincipalKind> kind(List<FieldChange> changes) {
    Optional<PrincipalKind> kind = Optional.of(PrincipalKind.INDIVIDUAL);
    for (FieldChange change : changes) {
      if (change.field().equals("type") && change.value() instanceof FieldValue.Text(var word)) {
        kind = PrincipalKind.ofWord(word.strip());
      }
    }
    return kind;
  }

  /// Words for kinds that there are.
  static List<String> words() {
    return Stream.of(PrincipalKind.values())
        .filter(OF_KIND::containsKey)
        .map(PrincipalKind::word)
        .toList();
  }

  /// A resource may become a room, and nothing else may become something else.
  private static void type(PrincipalKind kind, String type, FieldChange change, Parsed parsed) {
    Optional<PrincipalKind> wanted = PrincipalKind.ofWord(type).filter(OF_KIND::containsKey);
    if (wanted.isEmpty()) {
      error(change, parsed, "must be one of " + words());
      return;
    }
    if (wanted.get() != kind && !(isThing(kind) && isThing(wanted.get()))) {
      error(change, parsed, "must stay " + kind.word());
      return;
    }
    parsed.edits.add(draft -> draft.withKind(wanted.get()));
  }

  private static boolean isThing(PrincipalKind kind) {
    return kind.keepsMail() && !kind.logsIn() && !kind.hasMembers();
  }

  private void members(FieldChange change, Parsed parsed) {
    var members = new ArrayList<Member>();
    for (String text : items(change, parsed)) {
      member(text)
          .ifPresentOrElse(
              members::add,
              () -> error(change, parsed, "must be the name or address of an entry here: " + text));
    }
    parsed.edits.add(draft -> joined(draft, change.action(), members, Member.Here.class));
  }

  /// @throws StoreException.Unavailable when the directory could not be asked
  private Optional<Member> member(String text) {
    String key = text.strip();
    Answer<Principal> found =
        key.matches("\\d{1,18}") && Long.parseLong(key) > 0
            ? registry.principal(new AccountId(Long.parseLong(key)))
            : registry.principal(key);
    return switch (found) {
      case Answer.Found<Principal>(Principal principal) -> kept(principal);
      case Answer.Unknown<Principal> _ -> Address.parse(key).flatMap(this::addressed);
      case Answer.Unavailable<Principal>(String reason) ->
          throw new StoreException.Unavailable(reason);
    };
  }

  /// Whom others keep, they tell what they are in.
  private static Optional<Member> kept(Principal principal) {
    return principal.keeper() instanceof Principal.Keeper.House
        ? Optional.of(new Member.Here(principal.account().id()))
        : Optional.empty();
  }

  private Optional<Member> addressed(Address address) {
    return switch (registry.resolve(address)) {
      case Resolution.Accounts(var recipients) when recipients.size() == 1 ->
          switch (registry.principal(recipients.getFirst().account())) {
            case Answer.Found<Principal>(Principal principal) -> kept(principal);
            case Answer.Unknown<Principal> _ -> Optional.empty();
            case Answer.Unavailable<Principal>(String reason) ->
                throw new StoreException.Unavailable(reason);
          };
      case Resolution.Mailing(var list) -> Optional.of(new Member.Here(list.id()));
      case Resolution.Accounts _, Resolution.UnknownMailbox _, Resolution.NotLocal _ ->
          Optional.empty();
      case Resolution.Unavailable(String reason) -> throw new StoreException.Unavailable(reason);
    };
  }

  private static void externalMembers(FieldChange change, Parsed parsed) {
    var members = new ArrayList<Member>();
    for (String text : items(change, parsed)) {
      Address.parse(text.strip())
          .ifPresentOrElse(
              address -> members.add(new Member.Elsewhere(address)),
              () -> error(change, parsed, "must be an address: " + text));
    }
    parsed.edits.add(draft -> joined(draft, change.action(), members, Member.Elsewhere.class));
  }

  /// Changes members of one sort; those of the other stay.
  private static PrincipalDraft joined(
      PrincipalDraft draft, Action action, List<Member> members, Class<? extends Member> sort) {
    List<Member> all = draft.roster().members();
    List<Member> same = all.stream().filter(sort::isInstance).toList();
    var joined = new ArrayList<>(merged(action, same, members));
    all.stream().filter(member -> !sort.isInstance(member)).forEach(joined::add);
    return draft.withRoster(draft.roster().withMembers(joined));
  }

  private static void owner(FieldChange change, Parsed parsed) {
    if (change.value() instanceof FieldValue.Nothing && change.action() == Action.SET) {
      parsed.edits.add(draft -> draft.withRoster(draft.roster().withOwner(null)));
      return;
    }
    text(change, parsed)
        .ifPresent(text -> {
          Optional<Address> address = Address.parse(text);
          if (address.isEmpty() && !text.isEmpty()) {
            error(change, parsed, "must be an address");
            return;
          }
          parsed.edits.add(
              draft -> draft.withRoster(draft.roster().withOwner(address.orElse(null))));
        });
  }

  private static void login(String login, FieldChange change, Parsed parsed) {
    Optional<String> problem = loginProblem(login);
    if (problem.isPresent()) {
      error(change, parsed, problem.get());
      return;
    }
    parsed.edits.add(draft -> renamed(draft, login));
  }

  /// An address that was login name and mail address stays both.
  private static PrincipalDraft renamed(PrincipalDraft draft, String login) {
    Optional<Address> address = Address.parse(login);
    var claims = new ArrayList<Claim>(draft.claims());
    claims.replaceAll(claim ->
        claim instanceof Claim.Exact && claim.name().equals(draft.login()) && address.isPresent()
            ? new Claim.Exact(address.get())
            : claim);
    return draft.withLogin(login).withClaims(claims);
  }

  static Optional<String> loginProblem(String login) {
    if (login.isBlank() || login.length() > PrincipalDraft.MAX_LOGIN) {
      return Optional.of("must have 1 to " + PrincipalDraft.MAX_LOGIN + " characters");
    }
    if (login.chars().anyMatch(c -> Character.isISOControl(c) || c == '/')) {
      return Optional.of("must not have control characters or slashes");
    }
    if (login.contains("@")) {
      return Address.parse(login).isPresent()
          ? Optional.empty()
          : Optional.of("must be an address when it has an @");
    }
    if (login.chars().anyMatch(Character::isWhitespace)) {
      return Optional.of("must not have spaces");
    }
    return login.chars().allMatch(Character::isDigit)
        ? Optional.of("must not be a number")
        : Optional.empty();
  }

  private static void name(String name, FieldChange change, Parsed parsed) {
    Words.problem(name)
        .ifPresentOrElse(
            problem -> error(change, parsed, problem),
            () -> parsed.edits.add(draft -> draft.withName(name)));
  }

  private static void emails(FieldChange change, Parsed parsed) {
    var claims = new ArrayList<Claim>();
    for (String text : items(change, parsed)) {
      Claim.parse(text)
          .ifPresentOrElse(
              claims::add, () -> error(change, parsed, "must be an address or @domain: " + text));
    }
    parsed.edits.add(draft -> draft.withClaims(merged(change.action(), draft.claims(), claims)));
  }

  private void secrets(FieldChange change, Parsed parsed) {
    List<String> items = items(change, parsed);
    if (change.action() == Action.REMOVE_ITEM) {
      items.forEach(item -> parsed.edits.add(draft -> withoutSecret(draft, item)));
      return;
    }
    var stored = new ArrayList<String>();
    for (String item : items) {
      if (Passwords.isHash(item)) {
        stored.add(item);
        continue;
      }
      newSecret(item, change, parsed).ifPresent(stored::addAll);
    }
    parsed.edits.add(draft -> draft.withSecrets(merged(change.action(), draft.secrets(), stored)));
  }

  /// What is stored of a password, or of one for a program: `$app$name$password`.
  private Optional<List<String>> newSecret(String item, FieldChange change, Parsed parsed) {
    if (item.startsWith(Totp.SCHEME)) {
      error(change, parsed, "must be otpauth://totp/ with a secret of base 32");
      return Optional.empty();
    }
    Optional<AppPassword> program = AppPassword.read(item);
    if (AppPassword.begins(item) && program.isEmpty()) {
      error(change, parsed, "must be $app$ with a name, perhaps ;expires= and a time, $, password");
      return Optional.empty();
    }
    Optional<String> problem = rules.problem(program.map(AppPassword::secret).orElse(item));
    if (problem.isPresent()) {
      error(change, parsed, problem.get());
      return Optional.empty();
    }
    return Optional.of(
        program
            .map(app -> List.of(app.withSecret(passwords.hash(app.secret())).stored()))
            .orElseGet(() -> passwords.secrets(item)));
  }

  private PrincipalDraft withoutSecret(PrincipalDraft draft, String secret) {
    return draft.withSecrets(
        draft.secrets().stream()
            .filter(stored -> !stored.equals(secret))
            .filter(stored -> passwords.check(List.of(stored), secret) != Passwords.Match.YES)
            .toList());
  }

  private void roles(FieldChange change, Parsed parsed) {
    List<String> names = items(change, parsed);
    Roles roles = authority.roles();
    for (String name : names) {
      if (!roles.has(name)) {
        error(change, parsed, "must be one of " + roles.names() + ": " + name);
      }
    }
    parsed.edits.add(draft ->
        draft.withRoles(Set.copyOf(merged(change.action(), List.copyOf(draft.roles()), names))));
  }

  private static Optional<Long> quota(FieldChange change, Parsed parsed) {
    Optional<Long> quota =
        change.action() != Action.SET
            ? Optional.empty()
            : switch (change.value()) {
              case FieldValue.Nothing() -> Optional.of(Long.MAX_VALUE);
              case FieldValue.Whole(long value) when value >= 0 -> Optional.of(unlimited(value));
              case FieldValue.Text(String text) ->
                  DataSize.parse(text).map(size -> unlimited(size.bytes()));
              case FieldValue.Whole _, FieldValue.Flag _, FieldValue.Texts _, FieldValue.Other _ ->
                  Optional.empty();
            };
    if (quota.isEmpty()) {
      error(change, parsed, "must be set to a number, or a size such as 1g");
    }
    return quota;
  }

  private static long unlimited(long value) {
    return value == 0 ? Long.MAX_VALUE : value;
  }

  private static void enabled(FieldChange change, Parsed parsed) {
    if (change.action() == Action.SET && change.value() instanceof FieldValue.Flag(boolean flag)) {
      parsed.edits.add(draft -> draft.withEnabled(flag));
    } else {
      error(change, parsed, "must be set to true or false");
    }
  }

  private static Optional<String> text(FieldChange change, Parsed parsed) {
    if (change.action() == Action.SET && change.value() instanceof FieldValue.Text(String text)) {
      return Optional.of(text.strip());
    }
    error(change, parsed, "must be set to a text");
    return Optional.empty();
  }

  private static List<String> items(FieldChange change, Parsed parsed) {
    List<String> items =
        switch (change.value()) {
          case FieldValue.Text(String text) -> List.of(text);
          case FieldValue.Texts(List<String> texts) -> texts;
          case FieldValue.Nothing _ when change.action() == Action.SET -> List.of();
          case FieldValue.Nothing _, FieldValue.Whole _, FieldValue.Flag _, FieldValue.Other _ -> {
            error(change, parsed, "must be a text or a list of texts");
            yield List.of();
          }
        };
    if (items.size() > MAX_ITEMS) {
      error(change, parsed, "must have at most " + MAX_ITEMS + " items");
      return List.of();
    }
    return items;
  }

  private static <T> List<T> merged(Action action, List<T> current, List<T> items) {
    return switch (action) {
      case SET -> items;
      case ADD_ITEM -> {
        var more = new ArrayList<>(current);
        items.stream().filter(item -> !current.contains(item)).forEach(more::add);
        yield more;
      }
      case REMOVE_ITEM -> current.stream().filter(item -> !items.contains(item)).toList();
    };
  }

  private static void error(FieldChange change, Parsed parsed, String detail) {
    parsed.errors.add(new FieldError(change.pointer(), detail));
  }
}
