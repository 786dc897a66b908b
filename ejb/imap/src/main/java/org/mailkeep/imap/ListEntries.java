package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.mailbox.Role;
import org.mailkeep.wire.imap.Response;

/// The names that LIST and LSUB may tell: mailboxes, subscribed names without one, and the levels
/// above those.
final class ListEntries {
  private final Map<String, Entry> entries = new TreeMap<>(ListEntries::inboxFirst);

  /// A name.
  ///
  /// @param mailbox the one of that name, or null
  record Entry(String path, @Nullable Mailbox mailbox, boolean subscribed) {}

  private ListEntries() {}

  static ListEntries of(MailAccount account) {
    ListEntries all = new ListEntries();
    for (Mailbox mailbox : account.mailboxes()) {
      all.entries.put(mailbox.path(), new Entry(mailbox.path(), mailbox, mailbox.subscribed()));
    }
    Set<String> subscriptions = account.subscriptions();
    for (String path : subscriptions) {
      all.entries.merge(
          path, new Entry(path, null, true), (there, _) -> new Entry(path, there.mailbox(), true));
    }
    for (String path : subscriptions) {
      for (int at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
        all.entries.computeIfAbsent(path.substring(0, at), above -> new Entry(above, null, false));
      }
    }
    return all;
  }

  private static int inboxFirst(String a, String b) {
    boolean first = a.equals(Mailbox.INBOX);
    boolean second = b.equals(Mailbox.INBOX);
    return first || second ? Boolean.compare(second, first) : a.compareTo(b);
  }

  /// All, the inbox first, else by name.
  List<Entry> all() {
    return List.copyOf(entries.values());
  }

  /// A LIST response for a mailbox.
  ///
  /// @param showSubscribed whether to tell that it is subscribed
  static Response listed(Mailbox mailbox, boolean showSubscribed) {
    Entry entry = new Entry(mailbox.path(), mailbox, mailbox.subscribed());
    return listed(entry, showSubscribed, List.of());
  }

  /// A LIST response for a name.
  ///
  /// @param childInfo selection options that names below match (RFC 9051 §6.3.9.6)
  static Response listed(Entry entry, boolean showSubscribed, List<String> childInfo) {
    List<String> attributes = new ArrayList<>(4);
    if (showSubscribed && entry.subscribed()) {
      attributes.add("\\Subscribed");
    }
    Mailbox mailbox = entry.mailbox();
    if (mailbox == null) {
      attributes.add("\\NonExistent");
    } else {
      attributes.add(mailbox.hasChildren() ? "\\HasChildren" : "\\HasNoChildren");
      Role role = mailbox.role();
      if (role != null && !role.attribute().isEmpty()) {
        attributes.add(role.attribute());
      }
    }
    return new Response.Listed(attributes, Mailbox.SEPARATOR, entry.path(), childInfo);
  }
}
