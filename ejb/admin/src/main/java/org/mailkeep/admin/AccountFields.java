package org.mailkeep.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.admin.FieldChange.Action;
import org.mailkeep.auth.Roles;
import org.mailkeep.credentials.PasswordRules;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.directory.api.PrincipalEdit;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DataSize;

/// The fields of an account, by the names that interfaces use: which there are, what each takes,
/// and what a change of it does.
///
/// | Field | Takes |
/// |---|---|
/// | `type` | `individual` |
/// | `name` | login name, usually an address |
/// | `description` | what people call it |
/// | `emails` | addresses, the primary first, and `@domain` for a catch-all |
/// | `secrets` | passwords, or hashes of them |
/// | `roles` | names of roles |
/// | `quota` | octets, or text such as `1g`; 0 or null for no limit |
/// | `messageQuota` | messages; 0 or null for no limit |
/// | `enabled` | whether it may log in |
///
/// @param passwords hashes new secrets
/// @param rules what new secrets must be like
/// @param roles which there are
record AccountFields(Passwords passwords, PasswordRules rules, Roles roles) {
  private static final int MAX_ITEMS = 1_000;

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

  Parsed parse(List<FieldChange> changes) {
    var parsed = new Parsed(new ArrayList<>(), new ArrayList<>());
    for (FieldChange change : changes) {
      parse(change, parsed);
    }
    return parsed;
  }

  private void parse(FieldChange change, Parsed parsed) {
    switch (change.field()) {
      case "type" -> text(change, parsed).ifPresent(type -> type(type, change, parsed));
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
      default -> error(change, parsed, "is not a field of an account: " + change.field());
    }
  }

  private static void type(String type, FieldChange change, Parsed parsed) {
    if (!type.equals("individual")) {
      error(change, parsed, "must be individual");
    }
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
      rules
          .problem(item)
          .ifPresentOrElse(
              problem -> error(change, parsed, problem), () -> stored.add(passwords.hash(item)));
    }
    parsed.edits.add(draft -> draft.withSecrets(merged(change.action(), draft.secrets(), stored)));
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
