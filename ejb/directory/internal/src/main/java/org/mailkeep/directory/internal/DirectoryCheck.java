package org.mailkeep.directory.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.foreign.KnownAccount;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.kernel.Progress;
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

/// Each account is found by its login and its addresses, each of those leads to an account that has
/// it, and counters say how many there are. What seems wrong is looked at again before it is told.
final class DirectoryCheck implements Verification.Check {
  private static final String NAME = "directory";
  private static final Subspace SPACE = Subspace.DIRECTORY;
  private static final int PAGE = 200;
  private static final int LOOKS = 3;

  private final DataStore store;
  private final Runnable changed;

  /// @param changed has caches forget what they hold
  DirectoryCheck(DataStore store, Runnable changed) {
    this.store = store;
    this.changed = changed;
  }

  @Override
  public void run(Verification verification) {
    verification.progress().begin("looking at the directory", Progress.UNKNOWN, "records");
    pages(
        DirectoryKeys.principals(),
        page -> {
          page.forEach(entry -> principal(verification, entry));
          verification.looked("accounts of the directory", page.size());
        });
    pages(
        DirectoryKeys.known(),
        page -> {
          page.forEach(entry -> known(verification, entry));
          verification.looked("accounts of other directories", page.size());
        });
    pages(
        DirectoryKeys.names(),
        page -> {
          page.forEach(entry -> name(verification, entry));
          verification.looked("names", page.size());
        });
    pages(
        DirectoryKeys.logins(),
        page -> {
          page.forEach(entry -> login(verification, entry));
          verification.looked("logins", page.size());
        });
    new AcquaintanceCheck(store).run(verification);
    counters(verification);
    new MemberCheck(store, changed).run(verification);
  }

  private interface Page {
    void look(List<Entry> entries);
  }

  private void pages(byte[] prefix, Page work) {
    Pages.forEach(store, SPACE, Range.prefix(prefix), PAGE, work::look);
  }

  private void principal(Verification verification, Entry entry) {
    AccountId id = new AccountId(Keys.u64(entry.key(), 1));
    StoredPrincipal principal = decoded(id, entry.value());
    if (principal == null) {
      verification.lost(NAME, "account " + id.value(), "its record is damaged");
      return;
    }
    String subject = "account " + principal.draft().login();
    for (Map.Entry<String, NameEntry> name : principal.names().entrySet()) {
      byte[] key = DirectoryKeys.name(name.getKey());
      byte[] found = store.get(SPACE, key);
      byte[] wanted = name.getValue().encode();
      if (Arrays.equals(found, wanted) || isNot(entry)) {
        continue;
      }
      StoredPrincipal holder = holder(found, name.getKey());
      if (holder == null || holder.id().equals(id)) {
        String fault = "is not found by " + name.getKey();
        verification.found(NAME, subject, fault, () -> put(entry, key, found, wanted));
      } else {
        String other = "account " + holder.draft().login();
        verification.lost(
            NAME,
            subject,
            "claims " + name.getKey() + ", which is found as " + other + "'s; take it from one");
      }
    }
    byte[] key = DirectoryKeys.login(principal.draft().login());
    byte[] found = store.get(SPACE, key);
    byte[] wanted = LoginEntry.of(principal).encode();
    if (!Arrays.equals(found, wanted) && !isNot(entry)) {
      verification.found(
          NAME, subject, "is not listed as it is", () -> put(entry, key, found, wanted));
    }
  }

  /// The account to which a name leads, when it has that name, too.
  private @Nullable StoredPrincipal holder(byte @Nullable [] name, String text) {
    AccountId id = name == null ? null : owner(name);
    StoredPrincipal principal = id == null ? null : load(id);
    return principal != null && principal.names().containsKey(text) ? principal : null;
  }

  /// Names lead to accounts that have them.
  private void name(Verification verification, Entry entry) {
    String name = DirectoryKeys.nameOf(entry.key());
    AccountId holder = owner(entry.value());
    if (holder == null) {
      verification.lost(NAME, "name " + name, "its record is damaged");
      return;
    }
    byte[] record = store.get(SPACE, DirectoryKeys.principal(holder));
    StoredPrincipal principal = record == null ? null : decoded(holder, record);
    boolean fits = record != null && (principal == null || principal.names().containsKey(name));
    if (!fits && !isNot(entry)) {
      verification.found(
          NAME,
          "name " + name,
          "leads to account " + holder.value() + ", which does not have it",
          () -> delete(entry, DirectoryKeys.principal(holder), record));
    }
  }

  /// An account that others keep is found by its key, and listed by its login.
  private void known(Verification verification, Entry entry) {
    AccountId id = new AccountId(Keys.u64(entry.key(), 1));
    KnownAccount known = decodedKnown(id, entry.value());
    if (known == null) {
      verification.lost(NAME, "account " + id.value(), "its record is damaged");
      return;
    }
    String subject = "account " + known.identity().name() + " of " + known.directory();
    byte[] key = StoredIds.identity(known);
    byte[] found = store.get(SPACE, key);
    byte[] wanted = Keys.of(id.value()).bytes();
    if (!Arrays.equals(found, wanted) && !isNot(entry)) {
      verification.found(
          NAME, subject, "is not found by its key", () -> put(entry, key, found, wanted));
    }
    byte[] login = StoredIds.login(known);
    byte[] listed = store.get(SPACE, login);
    byte[] listing = new LoginEntry(id, "", known.directory()).encode();
    if (!Arrays.equals(listed, listing) && !isNot(entry)) {
      verification.found(
          NAME, subject, "is not listed as it is", () -> put(entry, login, listed, listing));
    }
  }

  private void login(Verification verification, Entry entry) {
    String login = DirectoryKeys.loginOf(entry.key());
    LoginEntry listed = LoginEntry.decode(entry.value());
    AccountId holder = listed.account();
    byte[] key = listed.foreign() ? DirectoryKeys.known(holder) : DirectoryKeys.principal(holder);
    byte[] record = store.get(SPACE, key);
    boolean fits = record != null && fits(listed, record, login);
    if (!fits && !isNot(entry)) {
      verification.found(
          NAME,
          "login " + login,
          "lists account " + holder.value() + ", which does not have it",
          () -> delete(entry, key, record));
    }
  }

  /// Whether an account may be listed so; one that cannot be read may.
  private static boolean fits(LoginEntry listed, byte[] record, String login) {
    if (listed.foreign()) {
      KnownAccount known = decodedKnown(listed.account(), record);
      return known == null
          || (known.identity().name().equals(login)
              && known.directory().equals(listed.directory()));
    }
    StoredPrincipal principal = decoded(listed.account(), record);
    return principal == null || principal.draft().login().equals(login);
  }

  private boolean put(Entry owner, byte[] key, byte @Nullable [] from, byte[] to) {
    return commits(
        new Batch()
            .require(SPACE, owner.key(), owner.value())
            .require(SPACE, key, from)
            .put(SPACE, key, to));
  }

  private boolean delete(Entry entry, byte[] holder, byte @Nullable [] record) {
    return commits(
        new Batch()
            .require(SPACE, holder, record)
            .require(SPACE, entry.key(), entry.value())
            .delete(SPACE, entry.key()));
  }

  private boolean commits(Batch batch) {
    boolean done = store.commit(DirectoryVersion.count(batch)) instanceof Commit.Committed;
    changed.run();
    return done;
  }

  /// Whether a record is no more what was read: then nothing can be said of it.
  private boolean isNot(Entry entry) {
    return !Arrays.equals(entry.value(), store.get(SPACE, entry.key()));
  }

  private @Nullable StoredPrincipal load(AccountId id) {
    byte[] record = store.get(SPACE, DirectoryKeys.principal(id));
    return record == null ? null : decoded(id, record);
  }

  private static @Nullable StoredPrincipal decoded(AccountId id, byte[] record) {
    try {
      StoredPrincipal principal = StoredPrincipal.decode(id, record);
      return principal.draft().login().isEmpty() ? null : principal;
    } catch (StoreException.Corrupt | IllegalArgumentException _) {
      return null;
    }
  }

  private static @Nullable KnownAccount decodedKnown(AccountId id, byte[] record) {
    try {
      return StoredKnown.decode(id, record);
    } catch (StoreException.Corrupt | IllegalArgumentException _) {
      return null;
    }
  }

  private static @Nullable AccountId owner(byte[] record) {
    try {
      return NameEntry.decode(record).account();
    } catch (StoreException.Corrupt | IllegalArgumentException _) {
      return null;
    }
  }

  /// A counter that does not say what was counted.
  private record Miscount(String subject, String key, long shows, long should) {}

  /// Counters are compared several times: what changed meanwhile is no fault.
  private void counters(Verification verification) {
    Set<Miscount> wrong = miscounts();
    for (int look = 1; look < LOOKS && !wrong.isEmpty(); look++) {
      wrong.retainAll(miscounts());
    }
    for (Miscount miscount : wrong) {
      byte[] key = HexFormat.of().parseHex(miscount.key);
      verification.found(
          NAME,
          miscount.subject,
          "counts " + miscount.shows + " and should count " + miscount.should,
          () -> recount(key, miscount));
    }
  }

  private boolean recount(byte[] key, Miscount miscount) {
    byte[] stored = store.get(SPACE, key);
    if ((stored == null ? 0 : Keys.u64(stored, 0)) != miscount.shows) {
      return false;
    }
    return commits(
        new Batch().require(SPACE, key, stored).put(SPACE, key, Keys.of(miscount.should).bytes()));
  }

  private Set<Miscount> miscounts() {
    Map<String, Long> names = new HashMap<>();
    var count = new long[2];
    pages(
        DirectoryKeys.domains(),
        page -> {
          count[0] += page.size();
          page.forEach(entry -> names.putIfAbsent(DirectoryKeys.domainOf(entry.key()), 0L));
        });
    pages(DirectoryKeys.principals(), page -> count[1] += page.size());
    pages(DirectoryKeys.known(), page -> count[1] += page.size());
    pages(
        DirectoryKeys.names(),
        page -> {
          for (Entry entry : page) {
            String name = DirectoryKeys.nameOf(entry.key());
            int at = name.lastIndexOf('@');
            if (at >= 0) {
              names.merge(name.substring(at + 1), 1L, Long::sum);
            }
          }
        });
    Set<Miscount> wrong = new LinkedHashSet<>();
    compare(wrong, "the number of domains", DirectoryKeys.DOMAINS, count[0]);
    compare(wrong, "the number of accounts", DirectoryKeys.PRINCIPALS, count[1]);
    names.forEach((domain, number) ->
        DomainName.parse(domain)
            .ifPresent(
                parsed -> compare(wrong, "domain " + domain, DirectoryKeys.names(parsed), number)));
    return wrong;
  }

  private void compare(Set<Miscount> wrong, String subject, byte[] key, long should) {
    long shows = store.counter(SPACE, key);
    if (shows != should) {
      wrong.add(new Miscount(subject, HexFormat.of().formatHex(key), shows, should));
    }
  }
}
