package org.mailkeep.directory.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.mailkeep.directory.api.Domain;
import org.mailkeep.directory.api.Listing;
import org.mailkeep.directory.api.Page;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;

/// Lists the directory page by page, from indexes in the order of names. A page costs what it holds
/// and leaves out; a filter looks at [#MOST_SEARCHED] entries at most. Every method may throw
/// [org.mailkeep.store.api.StoreException].
final class Lists {
  static final int MOST_SEARCHED = 200_000;
  private static final int CHUNK = 500;

  /// Stands between the parts of a place; no name has it.
  private static final char PART = '\t';

  private final DataStore store;

  Lists(DataStore store) {
    this.store = store;
  }

  Page<Domain> domains(Listing of) {
    Listing listing = of.of(Set.of());
    byte[] prefix = DirectoryKeys.domains();
    Predicate<Entry> filter =
        entry ->
            contains(listing, name(entry))
                || contains(listing, StoredDomain.decode(entry.value()).description());
    var found = scan(prefix, listing, filter);
    return page(found, listing, DirectoryKeys.DOMAINS, this::domains);
  }

  Page<Principal> principals(Listing listing) {
    byte[] prefix = DirectoryKeys.logins();
    var found = scan(prefix, listing, entry -> matches(listing, entry));
    return page(found, listing, DirectoryKeys.PRINCIPALS, this::principals);
  }

  private static boolean matches(Listing listing, Entry entry) {
    LoginEntry listed = LoginEntry.decode(entry.value());
    return (listing.kinds().isEmpty() || listing.kinds().contains(listed.kind()))
        && (contains(listing, name(entry)) || contains(listing, listed.name()));
  }

  /// What a scan found.
  ///
  /// @param entries of the page, and one more when there is a next page
  /// @param matches how many matched in all; counted with a filter only
  private record Scan(List<Entry> entries, long matches) {}

  private Scan scan(byte[] prefix, Listing listing, Predicate<Entry> filter) {
    boolean filtered = !listing.isAll();
    var page = new ArrayList<Entry>();
    long matches = 0;
    byte[] from = listing.after().isEmpty() ? prefix : behind(key(prefix, listing.after()));
    for (int seen = 0; seen < MOST_SEARCHED; seen += CHUNK) {
      var range = Range.within(prefix, from);
      var chunk = store.scan(Subspace.DIRECTORY, range, Direction.UP, CHUNK);
      for (Entry entry : chunk) {
        if (filtered && !filter.test(entry)) {
          continue;
        }
        if (matches >= listing.skip() && page.size() <= listing.limit()) {
          page.add(entry);
        }
        matches++;
      }
      if (chunk.size() < CHUNK || (!filtered && page.size() > listing.limit())) {
        break;
      }
      from = behind(chunk.getLast().key());
    }
    return new Scan(page, matches);
  }

  private <T> Page<T> page(
      Scan found, Listing listing, byte[] counter, Function<List<Entry>, List<T>> load) {
    boolean more = found.entries().size() > listing.limit();
    var entries = more ? found.entries().subList(0, listing.limit()) : found.entries();
    long total = listing.isAll() ? store.counter(Subspace.DIRECTORY, counter) : found.matches();
    return new Page<>(load.apply(entries), total, more ? place(entries.getLast()) : "");
  }

  private List<Domain> domains(List<Entry> entries) {
    var names = entries.stream().map(entry -> new DomainName(name(entry))).toList();
    var counts = store.get(Subspace.DIRECTORY, names.stream().map(DirectoryKeys::names).toList());
    var domains = new ArrayList<Domain>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      byte[] count = counts.get(i);
      long addresses = count == null ? 0 : Keys.u64(count, 0);
      var stored = StoredDomain.decode(entries.get(i).value());
      domains.add(stored.domain(names.get(i), addresses));
    }
    return domains;
  }

  private List<Principal> principals(List<Entry> entries) {
    List<LoginEntry> listed =
        entries.stream().map(entry -> LoginEntry.decode(entry.value())).toList();
    var records = store.get(Subspace.DIRECTORY, listed.stream().map(Lists::record).toList());
    var principals = new ArrayList<Principal>(entries.size());
    for (int i = 0; i < listed.size(); i++) {
      byte[] record = records.get(i);
      if (record != null) { // removed meanwhile
        AccountId id = listed.get(i).account();
        principals.add(
            listed.get(i).foreign()
                ? StoredKnown.principal(StoredKnown.decode(id, record))
                : StoredPrincipal.decode(id, record).principal());
      }
    }
    return principals;
  }

  /// The key of an account's record.
  private static byte[] record(LoginEntry entry) {
    return entry.foreign()
        ? DirectoryKeys.known(entry.account())
        : DirectoryKeys.principal(entry.account());
  }

  private static boolean contains(Listing listing, String text) {
    return text.toLowerCase(Locale.ROOT).contains(listing.filter().toLowerCase(Locale.ROOT));
  }

  /// The name in a key: between the octet that says what it is and the first zero.
  private static String name(Entry entry) {
    return DirectoryKeys.loginOf(entry.key());
  }

  /// Where an entry stands, for whoever goes on behind it: its name, and what follows in its key.
  private static String place(Entry entry) {
    return new String(entry.key(), 1, entry.key().length - 2, StandardCharsets.UTF_8)
        .replace('\0', PART);
  }

  private static byte[] key(byte[] prefix, String place) {
    var key = Keys.of().raw(prefix);
    for (String part : place.split(String.valueOf(PART), -1)) {
      key.text(part);
    }
    return key.bytes();
  }

  /// The first key behind another.
  private static byte[] behind(byte[] key) {
    return Keys.of().raw(key).u8(0).bytes();
  }
}
