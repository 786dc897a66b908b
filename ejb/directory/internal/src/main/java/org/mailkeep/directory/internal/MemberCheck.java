package org.mailkeep.directory.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Member;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Pages;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.Verification;

/// Members and what they are members of are there and know of each other, and counters of members,
/// memberships and aliases are right. What seems wrong is looked at again before it is told.
final class MemberCheck implements Verification.Check {
  private static final String NAME = "directory";
  private static final Subspace SPACE = Subspace.DIRECTORY;
  private static final int PAGE = 200;
  private static final int LOOKS = 3;
  private static final byte[] MARK = new byte[0];

  private final DataStore store;
  private final Runnable changed;

  /// @param changed has caches forget what they hold
  MemberCheck(DataStore store, Runnable changed) {
    this.store = store;
    this.changed = changed;
  }

  @Override
  public void run(Verification verification) {
    each(DirectoryKeys.members(), entry -> member(verification, entry));
    each(DirectoryKeys.memberships(), entry -> membership(verification, entry));
    each(DirectoryKeys.principals(), entry -> tallies(verification, entry));
    aliases(verification);
  }

  private void each(byte[] prefix, Consumer<Entry> work) {
    Pages.forEach(store, SPACE, Range.prefix(prefix), PAGE, page -> page.forEach(work));
  }

  private void member(Verification verification, Entry entry) {
    AccountId of = DirectoryKeys.ofMember(entry.key());
    Member member = DirectoryKeys.member(entry.key());
    String subject = "members of account " + of.value();
    if (isGone(of) && isStill(entry)) {
      verification.found(NAME, subject, "outlived it", () -> delete(entry));
    } else if (member instanceof Member.Here(AccountId id)) {
      byte[] other = DirectoryKeys.membership(id, of);
      if (isGone(id) && isStill(entry)) {
        verification.found(
            NAME, subject, "have account " + id.value() + " still", () -> delete(entry));
      } else if (store.get(SPACE, other) == null && isStill(entry)) {
        verification.found(
            NAME,
            subject,
            "are not told to account " + id.value(),
            () -> commits(required(entry).require(SPACE, other, null).put(SPACE, other, MARK)));
      }
    }
  }

  private void membership(Verification verification, Entry entry) {
    AccountId member = DirectoryKeys.memberOf(entry.key());
    AccountId of = DirectoryKeys.membershipOf(entry.key());
    byte[] other = DirectoryKeys.member(of, new Member.Here(member));
    if (store.get(SPACE, other) == null && isStill(entry)) {
      verification.found(
          NAME,
          "account " + member.value(),
          "is told to be a member of account " + of.value(),
          () -> commits(required(entry).require(SPACE, other, null).delete(SPACE, entry.key())));
    }
  }

  /// How many members an entry has, and of how many it is one.
  private void tallies(Verification verification, Entry entry) {
    AccountId id = new AccountId(Keys.u64(entry.key(), 1));
    StoredPrincipal principal = decoded(id, entry.value());
    if (principal == null) {
      return; // told elsewhere
    }
    String subject = "account " + principal.draft().login();
    int members = Members.with(store, principal).draft().roster().members().size();
    if (members != principal.tally().members() && isStill(entry)) {
      var tally = new StoredPrincipal.Tally(members, principal.tally().revision() + 1);
      byte[] mended =
          new StoredPrincipal(id, principal.draft(), principal.created(), tally).encode();
      verification.found(
          NAME,
          subject,
          "counts " + principal.tally().members() + " members and has " + members,
          () -> commits(required(entry).put(SPACE, entry.key(), mended)));
    }
    byte[] counter = DirectoryKeys.membershipCount(id);
    count(
        verification, subject, "memberships", counter, () -> Members.memberships(store, id).size());
  }

  private void aliases(Verification verification) {
    for (Map.Entry<String, Long> counted : aliases().entrySet()) {
      String domain = counted.getKey();
      byte[] key = DirectoryKeys.aliases(DomainName.of(domain));
      if (shows(store.get(SPACE, key)) == counted.getValue()) {
        continue;
      }
      count(
          verification,
          "domain " + domain,
          "aliases",
          key,
          () -> aliases().getOrDefault(domain, 0L));
    }
  }

  private Map<String, Long> aliases() {
    Map<String, Long> aliases = new HashMap<>();
    each(
        DirectoryKeys.domains(),
        entry -> {
          aliases.merge(DirectoryKeys.domainOf(entry.key()), 0L, Long::sum);
          DomainName other = StoredDomain.decode(entry.value()).aliasOf();
          if (other != null) {
            aliases.merge(other.ascii(), 1L, Long::sum);
          }
        });
    return aliases;
  }

  /// A counter is compared several times: what changed meanwhile is no fault.
  private void count(
      Verification verification, String subject, String what, byte[] key, LongSupplier counted) {
    byte[] stored = store.get(SPACE, key);
    long should = counted.getAsLong();
    for (int look = 1; look < LOOKS && shows(stored) != should; look++) {
      stored = store.get(SPACE, key);
      should = counted.getAsLong();
    }
    byte[] last = stored;
    byte[] right = Keys.of(should).bytes();
    if (shows(last) != should) {
      verification.found(
          NAME,
          subject,
          "counts " + shows(last) + " " + what + " and has " + should,
          () -> commits(new Batch().require(SPACE, key, last).put(SPACE, key, right)));
    }
  }

  private static long shows(byte @Nullable [] counter) {
    return counter == null ? 0 : Keys.u64(counter, 0);
  }

  private boolean isGone(AccountId id) {
    return store.get(SPACE, DirectoryKeys.principal(id)) == null;
  }

  private boolean isStill(Entry entry) {
    return Arrays.equals(entry.value(), store.get(SPACE, entry.key()));
  }

  private boolean delete(Entry entry) {
    return commits(required(entry).delete(SPACE, entry.key()));
  }

  private static Batch required(Entry entry) {
    return new Batch().require(SPACE, entry.key(), entry.value());
  }

  private boolean commits(Batch batch) {
    boolean done = store.commit(DirectoryVersion.count(batch)) instanceof Commit.Committed;
    changed.run();
    return done;
  }

  private static @Nullable StoredPrincipal decoded(AccountId id, byte[] record) {
    try {
      return StoredPrincipal.decode(id, record);
    } catch (StoreException.Corrupt | IllegalArgumentException _) {
      return null;
    }
  }
}
