package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.mailbox.Role;
import org.mailkeep.wire.imap.Response;

/// The names that LIST and LSUB may tell: mailboxes of one's own and of others, subscribed names
/// without one, and the levels above those.
final class ListEntries {
  private final Map<String, Entry> entries = new TreeMap<>(ListEntries::inboxFirst);

  /// A name.
  ///
  /// @param place the mailbox of that name, or null
  /// @param level whether it is no mailbox, and there are some of others below it
  record Entry(String path, @Nullable Located place, boolean subscribed, boolean level) {
    /// A name of one's own.
    Entry(String path, @Nullable Located place, boolean subscribed) {
      this(path, place, subscribed, false);
    }

    @Nullable Mailbox mailbox() {
      return place == null ? null : place.mailbox();
    }
  }

  private ListEntries() {}

  static ListEntries of(Session session) {
    ListEntries all = new ListEntries();
    MailAccount account = session.account();
    for (Mailbox mailbox : account.mailboxes()) {
      Located place = Located.own(account, mailbox);
      all.entries.put(
          mailbox.path(), new Entry(mailbox.path(), place, mailbox.subscribed(), false));
    }
    for (Located place : session.shared().all(session)) {
      String path = place.mailbox().path();
      if (all.entries.putIfAbsent(path, new Entry(path, place, false, false)) == null) {
        all.levels(path, true);
      }
    }
    for (String path : account.subscriptions()) {
      all.entries.merge(
          path,
          new Entry(path, null, true, false),
          (there, _) -> new Entry(path, there.place(), true, there.level()));
      all.levels(path, false);
    }
    return all;
  }

  private void levels(String path, boolean ofOthers) {
    for (int at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      entries.computeIfAbsent(
          path.substring(0, at), above -> new Entry(above, null, false, ofOthers));
    }
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
  static Response.Listed listed(Located place, boolean showSubscribed) {
    Mailbox mailbox = place.mailbox();
    Entry entry = new Entry(mailbox.path(), place, mailbox.subscribed(), false);
    return listed(entry, showSubscribed, List.of());
  }

  /// A LIST response for a name that the client may not watch (RFC 5465 §3.1, §5.9).
  static Response.Listed noAccess(String path) {
    return new Response.Listed(List.of("\\NoAccess"), Mailbox.SEPARATOR, path, List.of());
  }

  /// A LIST response for a name of which the client may know no more (RFC 5465 §5.4, §5.9).
  static Response.Listed lost(String path) {
    return new Response.Listed(
        List.of("\\NonExistent", "\\NoAccess"), Mailbox.SEPARATOR, path, List.of());
  }

  /// A LIST response for a name.
  ///
  /// @param childInfo selection options that names below match (RFC 9051 §6.3.9.6)
  static Response.Listed listed(Entry entry, boolean showSubscribed, List<String> childInfo) {
    List<String> attributes = new ArrayList<>(4);
    if (showSubscribed && entry.subscribed()) {
      attributes.add("\\Subscribed");
    }
    Mailbox mailbox = entry.mailbox();
    if (entry.level()) {
      attributes.add("\\Noselect");
      attributes.add("\\HasChildren");
    } else if (mailbox == null) {
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
