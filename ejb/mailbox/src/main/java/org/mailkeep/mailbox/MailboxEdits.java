package org.mailkeep.mailbox;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.Subspace;

/// Makes, renames and dooms mailboxes within a work.
final class MailboxEdits {
  private final MailboxLimits limits;
  private final List<DefaultFolder> folders;

  /// @param folders what a new account gets
  MailboxEdits(MailboxLimits limits, List<DefaultFolder> folders) {
    this.limits = limits;
    this.folders = List.copyOf(folders);
  }

  /// Makes the mailboxes of a new account.
  void addDefaults(Work work) {
    Set<String> subscriptions = new TreeSet<>();
    for (DefaultFolder folder : folders) {
      boolean inbox = folder.role() == Role.INBOX;
      String path = inbox ? Mailbox.INBOX : folder.name();
      if (folder.create() && work.state().mailbox(path) == null) {
        create(work, path, folder.role());
        if (folder.subscribe()) {
          subscriptions.add(path);
        }
      }
    }
    subscriptions.forEach(path -> SubscriptionKeys.put(work, path));
    work.subscriptions(subscriptions);
  }

  MailboxResult create(Work work, String path, @Nullable Role role) {
    List<String> names = MailboxName.split(path);
    String problem = MailboxName.problem(names, limits);
    if (problem != null) {
      return new MailboxResult.BadName(problem);
    }
    MailboxState there = work.state().mailbox(String.join("/", names));
    if (there != null) {
      return new MailboxResult.Exists(work.state().show(there));
    }
    MailboxState holder = role == null ? null : work.state().withRole(role);
    if (holder != null) {
      return new MailboxResult.RoleTaken(work.state().show(holder));
    }
    if (work.state().count() + names.size() > limits.mailboxes()) {
      return new MailboxResult.TooMany(limits.mailboxes());
    }
    long parent = parent(work, names);
    MailboxState made = add(work, parent, names.getLast(), role);
    return new MailboxResult.Done(work.state().show(made));
  }

  /// The mailbox above the last name, made when it is missing; 0 at the top.
  private static long parent(Work work, List<String> names) {
    long parent = 0;
    for (int i = 1; i < names.size(); i++) {
      MailboxState above = work.state().mailbox(String.join("/", names.subList(0, i)));
      if (above == null) {
        above = add(work, parent, names.get(i - 1), null);
      }
      parent = above.id().value();
    }
    return parent;
  }

  private static MailboxState add(Work work, long parent, String name, @Nullable Role role) {
    long number = work.nextChange();
    MailboxId id = work.nextMailbox();
    Tally tally = Tally.empty(work.state().counters().lastUidValidity(), number);
    MailboxState made = new MailboxState(id, parent, name, role, false, tally, Sharing.NONE);
    work.set(made);
    note(work, id, Change.Kind.CREATED, number);
    if (parent != 0) {
      share(work, id, work.sharing(new MailboxId(parent)).acl());
    }
    return made;
  }

  /// Gives a mailbox other rights of others; who has any can look that up from their side.
  private static void share(Work work, MailboxId id, Acl acl) {
    Sharing sharing = work.sharing(id);
    if (sharing.acl().equals(acl)) {
      return;
    }
    AccountId owner = work.account();
    for (Grantee grantee : sharing.acl().entries().keySet()) {
      if (!grantee.negative() && acl.of(grantee).isEmpty()) {
        work.delete(Subspace.ACL, MailKeys.grant(grantee.number(), owner, id));
      }
    }
    for (Grantee grantee : acl.entries().keySet()) {
      if (!grantee.negative()) {
        work.put(Subspace.ACL, MailKeys.grant(grantee.number(), owner, id), new byte[0]);
      }
    }
    if (acl.isEmpty()) {
      work.delete(Subspace.ACL, MailKeys.acl(owner, id));
    } else {
      work.put(Subspace.ACL, MailKeys.acl(owner, id), acl.record());
    }
    work.set(id, sharing.with(acl));
  }

  /// Changes who has which rights on a mailbox.
  MailboxResult share(Work work, MailboxId id, UnaryOperator<Acl> edit) {
    MailboxState mailbox = work.state().mailbox(id);
    if (mailbox == null) {
      return new MailboxResult.Missing();
    }
    Acl acl = edit.apply(mailbox.sharing().acl());
    if (!acl.equals(mailbox.sharing().acl())) {
      share(work, id, acl);
      note(work, id, Change.Kind.UPDATED, work.nextChange());
    }
    return new MailboxResult.Done(work.state().show(mailbox));
  }

  private static void note(Work work, MailboxId id, Change.Kind kind, long number) {
    work.note(new Change(number, Change.Type.MAILBOX, id.value(), kind, null, 0));
  }

  /// Gives a mailbox that is not the inbox another path.
  MailboxResult rename(Work work, MailboxId id, String path) {
    MailboxState mailbox = work.state().mailbox(id);
    if (mailbox == null) {
      return new MailboxResult.Missing();
    }
    List<String> names = MailboxName.split(path);
    String problem = MailboxName.problem(names, limits);
    if (problem != null) {
      return new MailboxResult.BadName(problem);
    }
    String target = String.join("/", names);
    MailboxState there = work.state().mailbox(target);
    if (there != null) {
      return new MailboxResult.Exists(work.state().show(there));
    }
    String own = work.state().tree().path(id.value());
    if ((target + "/").startsWith(own + "/")) {
      return new MailboxResult.BadName("a mailbox cannot lie below itself");
    }
    if (names.size() + depthBelow(work.state(), own) > limits.depth()) {
      return new MailboxResult.BadName("mailboxes lie at most " + limits.depth() + " deep");
    }
    if (work.state().count() + names.size() > limits.mailboxes()) {
      return new MailboxResult.TooMany(limits.mailboxes());
    }
    long parent = parent(work, names);
    MailboxState moved =
        Objects.requireNonNull(work.state().mailbox(id)).at(parent, names.getLast());
    work.set(moved);
    note(work, id, Change.Kind.UPDATED, work.nextChange());
    return new MailboxResult.Done(work.state().show(moved));
  }

  /// Names below a path, of the longest branch.
  private static int depthBelow(AccountState state, String path) {
    int own = depth(path);
    int deepest = own;
    for (long id : state.tree().order()) {
      String other = state.tree().path(id);
      if (other.startsWith(path + "/")) {
        deepest = Math.max(deepest, depth(other));
      }
    }
    return deepest - own;
  }

  private static int depth(String path) {
    return (int) path.chars().filter(c -> c == Mailbox.SEPARATOR).count() + 1;
  }

  /// Takes a mailbox out of sight; its messages are removed afterwards.
  MailboxResult doom(Work work, MailboxId id) {
    MailboxState mailbox = work.state().mailbox(id);
    if (mailbox == null) {
      return new MailboxResult.Missing();
    }
    if (mailbox.role() == Role.INBOX) {
      return new MailboxResult.Protected();
    }
    if (work.state().tree().hasChildren(id.value())) {
      return new MailboxResult.HasChildren();
    }
    Mailbox shown = work.state().show(mailbox);
    if (!mailbox.sharing().isNone()) {
      share(work, id, Acl.NONE);
      work.batch().delete(Subspace.SEEN, MailKeys.seenMarks(work.account(), id));
      work.batch().delete(Subspace.SEEN, MailKeys.allSeen(work.account(), id));
    }
    work.set(mailbox.doom(shown.path()));
    note(work, id, Change.Kind.DESTROYED, work.nextChange());
    return new MailboxResult.Done(shown);
  }

  MailboxResult assign(Work work, MailboxId id, @Nullable Role role) {
    MailboxState mailbox = work.state().mailbox(id);
    if (mailbox == null) {
      return new MailboxResult.Missing();
    }
    if (mailbox.role() == Role.INBOX || role == Role.INBOX) {
      return new MailboxResult.Protected();
    }
    MailboxState holder = role == null ? null : work.state().withRole(role);
    if (holder != null && !holder.id().equals(id)) {
      return new MailboxResult.RoleTaken(work.state().show(holder));
    }
    MailboxState changed = mailbox.as(role);
    work.set(changed);
    note(work, id, Change.Kind.UPDATED, work.nextChange());
    return new MailboxResult.Done(work.state().show(changed));
  }
}
