package org.mailkeep.mailbox;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
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
    subscriptions.forEach(path ->
        work.put(Subspace.SUBSCRIPTION, MailKeys.subscription(work.account(), path), new byte[0]));
    work.subscriptions(subscriptions);
  }

  MailboxResult create(Work work, String path, @Nullable Role role) {
    List<String> names = names(path);
    String problem = problem(names);
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
    MailboxState made = new MailboxState(id, parent, name, role, false, tally);
    work.set(made);
    note(work, id, Change.Kind.CREATED, number);
    return made;
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
    List<String> names = names(path);
    String problem = problem(names);
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
    work.set(mailbox.doom());
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

  /// The names of a path in NFC; one separator at the end means nothing (RFC 9051 §6.3.4).
  private static List<String> names(String path) {
    String normal = Normalizer.normalize(path, Normalizer.Form.NFC);
    String plain = normal.endsWith("/") ? normal.substring(0, normal.length() - 1) : normal;
    List<String> names = new ArrayList<>(List.of(plain.split("/", -1)));
    if (names.getFirst().equalsIgnoreCase(Mailbox.INBOX)) {
      names.set(0, Mailbox.INBOX);
    }
    return names;
  }

  /// What is wrong with a path, or null.
  private @Nullable String problem(List<String> names) {
    if (names.size() > limits.depth()) {
      return "mailboxes lie at most " + limits.depth() + " deep";
    }
    for (String name : names) {
      if (name.isBlank() || !name.strip().equals(name)) {
        return "a name is neither empty nor begins or ends with a blank";
      }
      if (name.getBytes(StandardCharsets.UTF_8).length > limits.nameLength()) {
        return "a name has at most " + limits.nameLength() + " octets";
      }
      if (name.codePoints().anyMatch(MailboxEdits::isForbidden)) {
        return "a name has no control characters, % or *";
      }
    }
    return null;
  }

  /// RFC 5198 §2 and RFC 9051 §5.1 advise against these.
  private static boolean isForbidden(int c) {
    return c == '%'
        || c == '*'
        || Character.isISOControl(c)
        || c == 0x2028
        || c == 0x2029
        || (c >= 0xd800 && c <= 0xdfff);
  }
}
