package org.mailkeep.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.mailkeep.auth.Authority;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.auth.Tenants;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Domain;
import org.mailkeep.directory.api.Listing;
import org.mailkeep.directory.api.Member;
import org.mailkeep.directory.api.Page;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.kernel.DomainName;

/// How far a caller's arm reaches: to what is in domains of their own tenant, unless they may cross
/// tenants, and to whom may no more than they themselves. May throw what a store throws.
///
/// @param directory knows members
public record Reach(Tenants tenants, Authority authority, Directory directory) {
  /// Entries that are looked at for one page at most.
  private static final int MOST_LOOKED_AT = 100_000;

  /// Whether there is such an account for the caller.
  boolean sees(Caller caller, Principal principal) {
    return sees(caller, principal.account().login());
  }

  private boolean sees(Caller caller, String login) {
    return caller.permissions().contains(Permission.CROSS_TENANT)
        || caller.reaches(tenants.of(login));
  }

  /// Whether there is such a domain for the caller.
  boolean sees(Caller caller, DomainName domain) {
    return caller.permissions().contains(Permission.CROSS_TENANT)
        || caller.reaches(tenants.of(domain));
  }

  /// What keeps the caller from changing or removing an account: that it may what they may not, by
  /// its own roles or by those of its groups.
  <T> Optional<Outcome<T>> objection(Caller caller, Account account) {
    return switch (authority.permissions(account)) {
      case Answer.Found<Set<Permission>>(var permissions) ->
          caller.lacks(permissions).map(Outcome.Forbidden::new);
      case Answer.Unknown<Set<Permission>> _ -> Optional.empty();
      case Answer.Unavailable<Set<Permission>>(var reason) ->
          Optional.of(new Outcome.Unavailable<>(reason));
    };
  }

  /// What keeps the caller from making one what it is to be: that it would get what they do not
  /// have, permissions or addresses, or have members whom they do not see.
  <T> Optional<Outcome<T>> objection(Caller caller, PrincipalDraft before, PrincipalDraft after) {
    Optional<Permission> missing = caller.lacks(authority.roles().permissions(after.roles()));
    if (missing.isPresent()) {
      return missing.map(Outcome.Forbidden::new);
    }
    var errors = new ArrayList<FieldError>();
    if (!after.login().equals(before.login()) && !sees(caller, after.login())) {
      errors.add(new FieldError("/name", "must be in one of your domains"));
    }
    for (Claim claim : after.claims()) {
      if (!before.claims().contains(claim) && !sees(caller, claim.domain())) {
        errors.add(new FieldError("/emails", "must be in one of your domains: " + claim.name()));
      }
    }
    for (Member member : after.roster().members()) {
      if (!before.roster().members().contains(member) && !sees(caller, member)) {
        errors.add(new FieldError("/members", "must be of your domains"));
      }
    }
    return errors.isEmpty() ? Optional.empty() : Optional.of(new Outcome.Invalid<>(errors));
  }

  private boolean sees(Caller caller, Member member) {
    return switch (member) {
      case Member.Elsewhere _ -> true;
      case Member.Here(var id) ->
          caller.permissions().contains(Permission.CROSS_TENANT)
              || (directory.account(id) instanceof Answer.Found<Account>(var account)
                  && sees(caller, account.login()));
    };
  }

  /// The accounts of a part of a list that there are for the caller.
  Answer<Page<Principal>> principals(
      Caller caller, Listing listing, Function<Listing, Answer<Page<Principal>>> all) {
    Map<String, Boolean> seen = new HashMap<>();
    return seen(
        caller,
        listing,
        all,
        each ->
            seen.computeIfAbsent(
                domain(each.account().login()), _ -> sees(caller, each.account().login())),
        each -> each.account().login());
  }

  private static String domain(String login) {
    return login.substring(login.lastIndexOf('@') + 1);
  }

  /// The domains of a part of a list that there are for the caller.
  Answer<Page<Domain>> domains(
      Caller caller, Listing listing, Function<Listing, Answer<Page<Domain>>> all) {
    return seen(
        caller, listing, all, each -> sees(caller, each.name()), each -> each.name().ascii());
  }

  private static <T> Answer<Page<T>> seen(
      Caller caller,
      Listing listing,
      Function<Listing, Answer<Page<T>>> all,
      Predicate<T> sees,
      Function<T, String> name) {
    if (caller.permissions().contains(Permission.CROSS_TENANT)) {
      return all.apply(listing);
    }
    List<T> items = new ArrayList<>();
    String after = listing.after();
    long found = 0;
    for (int looked = 0; looked < MOST_LOOKED_AT; looked += Listing.MAX_LIMIT) {
      var part = new Listing(listing.filter(), after, 0, Listing.MAX_LIMIT).of(listing.kinds());
      if (!(all.apply(part) instanceof Answer.Found<Page<T>>(var page))) {
        return all.apply(part);
      }
      for (T each : page.items()) {
        if (sees.test(each)) {
          found++;
          if (found > listing.skip() && items.size() <= listing.limit()) {
            items.add(each);
          }
        }
      }
      after = page.next();
      if (after.isEmpty()) {
        break;
      }
    }
    boolean more = items.size() > listing.limit();
    List<T> wanted = more ? items.subList(0, listing.limit()) : items;
    return new Answer.Found<>(new Page<>(wanted, found, more ? name.apply(wanted.getLast()) : ""));
  }
}
