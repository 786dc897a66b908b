package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.Subspace;

/// What is known of an account at one change: its counters, mailboxes and subscriptions. Immutable.
/// Replacing one mailbox copies one array of references and nothing else.
final class AccountState {
  private static final int PAGE = 1_000;

  private final AccountId id;
  private final byte @Nullable [] stored;
  private final Counters counters;

  /// Ascending by id.
  private final MailboxState[] mailboxes;

  private final MailboxTree tree;
  private final Set<String> subscriptions;

  private AccountState(
      AccountId id,
      byte @Nullable [] stored,
      Counters counters,
      MailboxState[] mailboxes,
      MailboxTree tree,
      Set<String> subscriptions) {
    this.id = id;
    this.stored = stored;
    this.counters = counters;
    this.mailboxes = mailboxes;
    this.tree = tree;
    this.subscriptions = subscriptions;
  }

  /// Reads all of it; the reader is a consistent view.
  static AccountState load(Reader reader, AccountId id) {
    byte[] stored = reader.get(Subspace.ACCOUNT, MailKeys.account(id));
    Counters counters = stored == null ? Counters.ZERO : Counters.parse(stored);
    List<MailboxState> mailboxes = new ArrayList<>();
    for (Entry entry : all(reader, Subspace.MAILBOX, id)) {
      mailboxes.add(MailboxState.parse(Keys.u64(entry.key(), 8), entry.value()));
    }
    if (mailboxes.stream().anyMatch(mailbox -> mailbox.sharing().equals(Sharing.UNREAD))) {
      SharingReader sharing = SharingReader.read(reader, id);
      mailboxes.replaceAll(mailbox -> mailbox.with(sharing.of(mailbox.id())));
    }
    Set<String> subscriptions = new TreeSet<>();
    for (Entry entry : all(reader, Subspace.SUBSCRIPTION, id)) {
      subscriptions.add(SubscriptionKeys.path(entry));
    }
    return new AccountState(
        id,
        stored,
        counters,
        mailboxes.toArray(MailboxState[]::new),
        new MailboxTree(mailboxes),
        subscriptions);
  }

  private static List<Entry> all(Reader reader, Subspace space, AccountId id) {
    return all(reader, space, MailKeys.ofAccount(id));
  }

  /// All entries of a range.
  static List<Entry> all(Reader reader, Subspace space, Range whole) {
    List<Entry> entries = new ArrayList<>();
    Range range = whole;
    List<Entry> page;
    do {
      page = reader.scan(space, range, Direction.UP, PAGE);
      entries.addAll(page);
      if (!page.isEmpty()) {
        range = new Range(Keys.of().raw(page.getLast().key()).u8(0).bytes(), range.to());
      }
    } while (page.size() == PAGE);
    return entries;
  }

  AccountId id() {
    return id;
  }

  /// The counters as they are stored, or null when nothing is stored yet.
  byte @Nullable [] stored() {
    return stored;
  }

  boolean isNew() {
    return stored == null;
  }

  Counters counters() {
    return counters;
  }

  MailboxTree tree() {
    return tree;
  }

  Set<String> subscriptions() {
    return subscriptions;
  }

  int count() {
    return mailboxes.length;
  }

  /// The mailbox with an id, unless it is doomed.
  @Nullable MailboxState mailbox(MailboxId mailbox) {
    MailboxState found = anyMailbox(mailbox);
    return found == null || found.doomed() ? null : found;
  }

  /// The mailbox with an id, also a doomed one.
  @Nullable MailboxState anyMailbox(MailboxId mailbox) {
    int at = indexOf(mailbox.value());
    return at < 0 ? null : mailboxes[at];
  }

  @Nullable MailboxState mailbox(String path) {
    Long found = tree.id(path);
    return found == null ? null : mailbox(new MailboxId(found));
  }

  /// The path of a mailbox; of a doomed one, as it was.
  String path(MailboxId mailbox) {
    MailboxState found = anyMailbox(mailbox);
    return found != null && found.doomed() ? found.name() : tree.path(mailbox.value());
  }

  @Nullable MailboxState withRole(Role role) {
    for (MailboxState mailbox : mailboxes) {
      if (mailbox.role() == role) {
        return mailbox;
      }
    }
    return null;
  }

  /// Mailboxes that were deleted and still have messages.
  List<MailboxState> doomed() {
    List<MailboxState> doomed = new ArrayList<>();
    for (MailboxState mailbox : mailboxes) {
      if (mailbox.doomed()) {
        doomed.add(mailbox);
      }
    }
    return doomed;
  }

  private int indexOf(long wanted) {
    int low = 0;
    int high = mailboxes.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Long.compare(mailboxes[middle].id().value(), wanted);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  AccountState with(Counters newCounters) {
    return new AccountState(id, stored, newCounters, mailboxes, tree, subscriptions);
  }

  /// With other counters of a mailbox that exists.
  AccountState with(MailboxId mailbox, Tally tally) {
    int at = indexOf(mailbox.value());
    MailboxState[] copy = mailboxes.clone();
    copy[at] = copy[at].with(tally);
    return new AccountState(id, stored, counters, copy, tree, subscriptions);
  }

  /// With other users of a mailbox that exists.
  AccountState with(MailboxId mailbox, Sharing sharing) {
    int at = indexOf(mailbox.value());
    MailboxState[] copy = mailboxes.clone();
    copy[at] = copy[at].with(sharing);
    return new AccountState(id, stored, counters, copy, tree, subscriptions);
  }

  /// With a mailbox that is new or has another name, place or role.
  AccountState with(MailboxState mailbox) {
    List<MailboxState> list = new ArrayList<>(List.of(mailboxes));
    int at = indexOf(mailbox.id().value());
    if (at >= 0) {
      list.set(at, mailbox);
    } else {
      list.add(-at - 1, mailbox);
    }
    return withMailboxes(list);
  }

  AccountState without(MailboxId mailbox) {
    List<MailboxState> list = new ArrayList<>(List.of(mailboxes));
    list.removeIf(candidate -> candidate.id().equals(mailbox));
    return withMailboxes(list);
  }

  private AccountState withMailboxes(List<MailboxState> list) {
    return new AccountState(
        id,
        stored,
        counters,
        list.toArray(MailboxState[]::new),
        new MailboxTree(list),
        subscriptions);
  }

  AccountState withSubscriptions(Set<String> newSubscriptions) {
    return new AccountState(id, stored, counters, mailboxes, tree, Set.copyOf(newSubscriptions));
  }

  /// As it is once these counters are stored.
  AccountState committed(byte[] newStored) {
    return new AccountState(id, newStored, counters, mailboxes, tree, subscriptions);
  }

  /// The mailbox as callers see it.
  Mailbox show(MailboxState mailbox) {
    long own = mailbox.id().value();
    String path = tree.path(own);
    return new Mailbox(
        mailbox.id(),
        mailbox.parent() == 0 ? null : new MailboxId(mailbox.parent()),
        mailbox.name(),
        path,
        mailbox.role(),
        subscriptions.contains(path),
        tree.hasChildren(own),
        mailbox.tally().status());
  }
}
