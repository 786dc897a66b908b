package org.mailkeep.directory.internal;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.Member;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.directory.api.PrincipalKind;
import org.mailkeep.directory.api.foreign.KnownAccount;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.outbox.AuditChange;

/// Changes of the directory as the audit trail tells them: the fields by the names that interfaces
/// use, and no secrets.
final class Audited {
  private static final String ACCOUNT = "account";

  /// Members that are told, at most.
  private static final int MOST_MEMBERS = 100;

  private Audited() {}

  /// An account that was made, changed or removed. Of its members those are told that left, and
  /// those that joined.
  static AuditChange account(@Nullable StoredPrincipal before, @Nullable StoredPrincipal after) {
    StoredPrincipal there = after != null ? after : before;
    if (there == null) {
      throw new IllegalArgumentException("an account that never was");
    }
    PrincipalDraft was = before == null ? null : before.draft();
    PrincipalDraft is = after == null ? null : after.draft();
    var parts = new AuditChange.Parts();
    parts
        .field("name", was == null ? null : was.login(), is == null ? null : is.login())
        .field("description", was == null ? null : was.name(), is == null ? null : is.name())
        .field("emails", emails(was), emails(is))
        .field("members", members(was, is), members(is, was))
        .field("owner", owner(was), owner(is))
        .field("roles", roles(was), roles(is))
        .field("quota", limit(was, false), limit(is, false))
        .field("messageQuota", limit(was, true), limit(is, true))
        .field("enabled", was == null ? null : was.enabled(), is == null ? null : is.enabled())
        .secret("secrets", secrets(was), secrets(is));
    return new AuditChange(
        operation(before, after),
        kind(there),
        String.valueOf(there.id().value()),
        there.draft().login(),
        parts.all());
  }

  /// An account of another directory that was seen, changed or forgotten.
  static AuditChange known(@Nullable KnownAccount before, @Nullable KnownAccount after) {
    KnownAccount there = after != null ? after : before;
    if (there == null) {
      throw new IllegalArgumentException("an account that never was");
    }
    var parts =
        new AuditChange.Parts()
            .field("name", name(before), name(after))
            .field(
                "directory",
                before == null ? null : before.directory(),
                after == null ? null : after.directory());
    return new AuditChange(
        operation(before, after),
        ACCOUNT,
        String.valueOf(there.id().value()),
        there.identity().name(),
        parts.all());
  }

  /// A domain that is hosted, described, or hosted no longer.
  static AuditChange domain(
      DomainName name, @Nullable StoredDomain before, @Nullable StoredDomain after) {
    var parts =
        new AuditChange.Parts()
            .field(
                "description",
                before == null ? null : before.description(),
                after == null ? null : after.description())
            .field(
                "aliasOf",
                before == null ? null : before.aliasOf(),
                after == null ? null : after.aliasOf());
    return new AuditChange(
        operation(before, after), "domain", name.ascii(), name.unicode(), parts.all());
  }

  private static String operation(@Nullable Object before, @Nullable Object after) {
    return before == null ? "create" : after == null ? "delete" : "update";
  }

  private static @Nullable String name(@Nullable KnownAccount known) {
    return known == null ? null : known.identity().name();
  }

  private static @Nullable String emails(@Nullable PrincipalDraft draft) {
    return draft == null
        ? null
        : String.join(", ", draft.claims().stream().map(Claim::name).toList());
  }

  private static String kind(StoredPrincipal principal) {
    PrincipalKind kind = principal.draft().kind();
    return kind == PrincipalKind.INDIVIDUAL ? ACCOUNT : kind.word();
  }

  private static @Nullable Object owner(@Nullable PrincipalDraft draft) {
    return draft == null ? null : draft.roster().owner();
  }

  /// The members of one that the other does not have.
  private static @Nullable String members(
      @Nullable PrincipalDraft one, @Nullable PrincipalDraft other) {
    if (one == null) {
      return null;
    }
    Set<Member> both = other == null ? Set.of() : Set.copyOf(other.roster().members());
    String only =
        one.roster().members().stream()
            .filter(member -> !both.contains(member))
            .limit(MOST_MEMBERS)
            .map(Audited::member)
            .collect(Collectors.joining(", "));
    return only.isEmpty() ? null : only;
  }

  private static String member(Member member) {
    return switch (member) {
      case Member.Here(AccountId id) -> String.valueOf(id.value());
      case Member.Elsewhere(Address address) -> address.toString();
    };
  }

  private static @Nullable String roles(@Nullable PrincipalDraft draft) {
    return draft == null ? null : String.join(", ", draft.roles().stream().sorted().toList());
  }

  private static @Nullable Long limit(@Nullable PrincipalDraft draft, boolean messages) {
    if (draft == null) {
      return null;
    }
    Account.Quota quota = draft.quota();
    long limit = messages ? quota.messages() : quota.bytes();
    return limit == Long.MAX_VALUE ? null : limit;
  }

  private static @Nullable List<String> secrets(@Nullable PrincipalDraft draft) {
    return draft == null || draft.secrets().isEmpty() ? null : draft.secrets();
  }
}
