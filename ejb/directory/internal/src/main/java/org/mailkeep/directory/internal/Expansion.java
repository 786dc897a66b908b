package org.mailkeep.directory.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Member;
import org.mailkeep.directory.api.PrincipalKind;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Subscribers;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;

/// One expansion of a mailing list into everyone who is on it, also through lists that are on it.
/// No list is gone through twice, so lists that contain each other come to an end, and nobody is
/// named twice. Switched-off lists and groups are left out.
final class Expansion {
  private final Records records;
  private final Function<Address, Resolution> resolve;
  private final Set<AccountId> seen = new HashSet<>();
  private final Deque<StoredPrincipal> open = new ArrayDeque<>();
  private final Map<AccountId, Resolution.Recipient> accounts = new LinkedHashMap<>();
  private final Set<Address> elsewhere = new LinkedHashSet<>();

  /// @param resolve says where an address of ours leads
  Expansion(Records records, Function<Address, Resolution> resolve) {
    this.records = records;
    this.resolve = resolve;
  }

  Subscribers of(StoredPrincipal list) {
    visit(list);
    while (!open.isEmpty()) {
      StoredPrincipal next = open.remove();
      Address address = next.account().address();
      next.draft().roster().members().forEach(member -> member(member, address));
    }
    return new Subscribers(new ArrayList<>(accounts.values()), new ArrayList<>(elsewhere));
  }

  private void visit(@Nullable StoredPrincipal list) {
    if (list != null && list.draft().enabled() && seen.add(list.id())) {
      open.add(list);
    }
  }

  /// @param list the address of the list, under which somebody without an address gets mail
  private void member(Member member, @Nullable Address list) {
    switch (member) {
      case Member.Elsewhere(Address address) -> address(address);
      case Member.Here(AccountId id) -> {
        StoredPrincipal principal = records.principal(id);
        if (principal != null && principal.draft().kind() == PrincipalKind.LIST) {
          visit(principal);
        } else if (principal != null && takesMail(principal)) {
          Address own = principal.account().address();
          Address address = own == null ? list : own;
          accounts.putIfAbsent(
              id, new Resolution.Recipient(id, Objects.requireNonNull(address, "a list's")));
        }
      }
    }
  }

  private static boolean takesMail(StoredPrincipal principal) {
    PrincipalKind kind = principal.draft().kind();
    return kind.keepsMail() && (kind.logsIn() || principal.draft().enabled());
  }

  /// An address may be one of ours after all; one that nobody has comes back to the list's owner.
  private void address(Address address) {
    switch (resolve.apply(address)) {
      case Resolution.Accounts(var found) ->
          found.forEach(one -> accounts.putIfAbsent(one.account(), one));
      case Resolution.Mailing(var list) -> visit(records.principal(list.id()));
      case Resolution.UnknownMailbox _, Resolution.NotLocal _, Resolution.Unavailable _ ->
          elsewhere.add(address);
    }
  }
}
